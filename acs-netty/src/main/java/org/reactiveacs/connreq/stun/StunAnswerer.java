package org.reactiveacs.connreq.stun;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.connreq.stun.StunPasswords.Proof;
import org.reactiveacs.connreq.stun.StunSettings.Integrity;

/**
 * Answers binding requests: tells a device from which address they come (RFC 3489 §8.1), and notes it if the device says that it hears
 * connection requests there. Nobody else is sent anything, and never much more than came. Belongs to one event loop.
 */
final class StunAnswerer {
    private static final int MOST_UNKNOWN = 8;
    private static final int LONGEST_NAME = 256;
    private static final int CHANGE_FLAGS = 6;

    private final Integrity integrity;
    private final StunPasswords passwords;
    private final KnownAddresses known;
    private final SourceBudget budget;

    StunAnswerer(Integrity integrity, StunPasswords passwords, KnownAddresses known, SourceBudget budget) {
        this.integrity = integrity;
        this.passwords = passwords;
        this.known = known;
        this.budget = budget;
    }

    /**
     * What is to be done.
     *
     * @param message to be sent, the caller's then; null for none
     * @param to whom
     */
    record Reply(StunOutcome outcome, @Nullable ByteBuf message, InetSocketAddress to) {}

    /**
     * A datagram.
     *
     * @param from whom it seems to come
     * @param own the address that it came to, null if that is not known
     */
    record Envelope(InetSocketAddress from, @Nullable InetSocketAddress own) {
        Reply nothing(StunOutcome outcome) {
            return new Reply(outcome, null, from);
        }

        Reply error(StunOutcome outcome, StunWriter answer) {
            return new Reply(outcome, Unpooled.wrappedBuffer(answer.end()), from);
        }
    }

    /** @param datagram becomes the answerer's own */
    Reply answer(byte[] datagram, Envelope envelope) {
        Optional<StunMessage> parsed = StunMessage.parse(datagram);
        if (parsed.isEmpty()) {
            return envelope.nothing(StunOutcome.MALFORMED);
        }
        StunMessage request = parsed.get();
        if (request.type() != StunType.BINDING_REQUEST) {
            return envelope.nothing(StunOutcome.IGNORED);
        }
        if (!budget.take(envelope.from().getAddress())) {
            return envelope.nothing(StunOutcome.LIMITED);
        }
        List<Integer> unknown = request.types().stream()
                .filter(type -> StunType.isMandatory(type) && !StunType.isKnown(type))
                .distinct()
                .limit(MOST_UNKNOWN)
                .toList();
        if (!unknown.isEmpty()) {
            return envelope.error(
                    StunOutcome.UNKNOWN_ATTRIBUTE,
                    error(request, 420, "Unknown Attribute").unknown(unknown));
        }
        if (wantsAnotherSource(request)) {
            return envelope.nothing(StunOutcome.CHANGE_REQUEST);
        }
        return request.has(StunType.MESSAGE_INTEGRITY) ? judged(request, envelope) : unproven(request, envelope);
    }

    private static boolean wantsAnotherSource(StunMessage request) {
        return request.value(StunType.CHANGE_REQUEST)
                .filter(flags -> flags.length > 0 && (flags[flags.length - 1] & CHANGE_FLAGS) != 0)
                .isPresent();
    }

    private static StunWriter error(StunMessage request, int code, String reason) {
        return new StunWriter(StunType.BINDING_ERROR, request.transaction()).error(code, reason);
    }

    private Reply judged(StunMessage request, Envelope envelope) {
        Optional<String> username = username(request);
        if (username.isEmpty()) {
            return envelope.error(StunOutcome.NO_USERNAME, error(request, 432, "Missing Username"));
        }
        return passwords
                .check(request, username.get())
                .map(proof -> bound(request, envelope, proof))
                .orElseGet(() ->
                        envelope.error(StunOutcome.BAD_INTEGRITY, error(request, 431, "Integrity Check Failure")));
    }

    private static Optional<String> username(StunMessage request) {
        return request.text(StunType.USERNAME).filter(name -> !name.isEmpty() && name.length() <= LONGEST_NAME);
    }

    private Reply unproven(StunMessage request, Envelope envelope) {
        boolean isAsked = request.has(StunType.CONNECTION_REQUEST_BINDING)
                && (integrity == Integrity.REQUIRE || integrity == Integrity.ASK && known.isToBeAsked(envelope.from()));
        return isAsked
                ? envelope.error(StunOutcome.UNAUTHORIZED, error(request, 401, "Unauthorized"))
                : bound(request, envelope, null);
    }

    private Reply bound(StunMessage request, Envelope envelope, @Nullable Proof proof) {
        boolean isNoted = true;
        if (request.has(StunType.CONNECTION_REQUEST_BINDING)) {
            String name = proof == null ? claimed(request) : proof.name();
            isNoted = known.note(envelope.from(), name, proof != null, request.has(StunType.BINDING_CHANGE));
        }
        StunOutcome outcome = !isNoted ? StunOutcome.FULL : proof != null ? StunOutcome.PROVEN : StunOutcome.ANSWERED;
        InetSocketAddress to = destination(request, envelope.from());
        StunWriter answer = addresses(request, envelope);
        if (!to.equals(envelope.from())) {
            answer.address(StunType.REFLECTED_FROM, envelope.from());
        }
        byte[] message = proof == null ? answer.end() : answer.end(proof.password(), proof.style());
        return new Reply(outcome, Unpooled.wrappedBuffer(message), to);
    }

    private @Nullable String claimed(StunMessage request) {
        return username(request).filter(name -> !passwords.isCommon(name)).orElse(null);
    }

    /**
     * With RESPONSE-ADDRESS a device finds out from a second port for how long its NAT keeps the first one open (Annex G.2.1.2). Any
     * address but the sender's own could be somebody else's.
     */
    private static InetSocketAddress destination(StunMessage request, InetSocketAddress from) {
        return request.address(StunType.RESPONSE_ADDRESS)
                .filter(asked -> asked.getAddress().equals(from.getAddress()) && asked.getPort() != 0)
                .orElse(from);
    }

    private static StunWriter addresses(StunMessage request, Envelope envelope) {
        StunWriter answer = new StunWriter(StunType.BINDING_RESPONSE, request.transaction())
                .address(StunType.MAPPED_ADDRESS, envelope.from());
        if (request.hasCookie()) {
            return answer.xorMappedAddress(envelope.from());
        }
        InetSocketAddress own = envelope.own();
        // RFC 3489 has two addresses in mind; one that is alone names itself as the other.
        return own == null
                ? answer
                : answer.address(StunType.SOURCE_ADDRESS, own).address(StunType.CHANGED_ADDRESS, own);
    }
}

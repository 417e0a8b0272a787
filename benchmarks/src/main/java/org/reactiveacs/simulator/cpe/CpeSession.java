package org.reactiveacs.simulator.cpe;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.AcsMessage;
import org.reactiveacs.cwmp.AcsRequest;
import org.reactiveacs.cwmp.CpeMessage;
import org.reactiveacs.cwmp.CwmpMessage;
import org.reactiveacs.cwmp.CwmpReadException;
import org.reactiveacs.cwmp.CwmpVersion;
import org.reactiveacs.cwmp.Envelope;
import org.reactiveacs.cwmp.EventStruct;
import org.reactiveacs.cwmp.Fault;
import org.reactiveacs.cwmp.FaultCode;
import org.reactiveacs.cwmp.Header;
import org.reactiveacs.cwmp.Inform;
import org.reactiveacs.cwmp.InformResponse;
import org.reactiveacs.cwmp.Quirk;
import org.reactiveacs.cwmp.TransferComplete;
import org.reactiveacs.cwmp.TransferCompleteResponse;

/** One session of a CPE (TR-069 A6 §3.7): asked with each answer of the ACS, it says what to send next. */
public final class CpeSession {
    private static final List<String> ALL_VERSIONS = List.of("1.0", "1.1", "1.2", "1.3", "1.4");
    private static final int TIMEOUT_SECONDS = 30;

    private final VirtualCpe cpe;
    private final List<EventStruct> events;
    private final Set<String> changed;
    private final Inform inform;

    private CwmpVersion version;
    private int lastId;
    private boolean isHeld;
    private @Nullable CpeMessage asked;
    private TransferQueue.@Nullable Entry told;

    CpeSession(VirtualCpe cpe, CwmpVersion version) {
        this.cpe = cpe;
        this.version = version;
        this.events = InformMaker.events(cpe);
        this.changed = cpe.events().changedPaths();
        this.inform = InformMaker.make(cpe, events, changed);
    }

    /** What the Inform tells. */
    public List<EventStruct> events() {
        return events;
    }

    /** The Inform. */
    public Move begin() {
        return ask(inform);
    }

    /** The ACS sent an envelope. */
    public Move receive(Envelope envelope, Instant now) {
        cpe.at(now);
        isHeld = envelope.header().holdRequests();
        CwmpMessage message = envelope.message();
        boolean isStrange = envelope.quirks().contains(Quirk.UNKNOWN_MUST_UNDERSTAND);
        if (asked == null) {
            return message instanceof AcsRequest request
                    ? answer(envelope, request, isStrange)
                    : Move.End.failed(message.rpcName() + " answers nothing");
        }
        if (!isStrange && message instanceof AcsMessage answer) {
            return settle(asked, answer, envelope.header());
        }
        return Move.End.failed("the answer to " + asked.rpcName() + " cannot be understood");
    }

    /** The ACS sent what cannot be read; a request that is unknown gets its fault. */
    public Move receive(CwmpReadException broken, Instant now) {
        cpe.at(now);
        if (asked == null && broken.kind() == CwmpReadException.Kind.UNKNOWN_METHOD) {
            return say(Fault.of(FaultCode.METHOD_NOT_SUPPORTED), broken.headerId());
        }
        return Move.End.failed("the message of the ACS cannot be read: " + broken.getMessage());
    }

    /** The ACS sent 204 or nothing. */
    public Move receiveNothing(Instant now) {
        cpe.at(now);
        if (asked != null) {
            return Move.End.failed("no answer to " + asked.rpcName());
        }
        isHeld = false;
        return cpe.transfers().completed().isEmpty() ? Move.End.WELL : ownRequestOrNothing();
    }

    private Move answer(Envelope envelope, AcsRequest request, boolean isStrange) {
        CpeMessage answer = isStrange
                ? new Fault("MustUnderstand", 0, "a header that must be understood is not known", List.of())
                : RpcTable.answer(cpe, request, envelope.quirks());
        return say(answer, envelope.header().id());
    }

    private Move settle(CpeMessage question, AcsMessage answer, Header header) {
        if (answer instanceof Fault fault) {
            return fault.code() == FaultCode.ACS_RETRY_REQUEST.number()
                    ? ask(question)
                    : Move.End.failed(question.rpcName() + " got fault " + fault.code() + ' ' + fault.string());
        }
        if (question instanceof Inform && answer instanceof InformResponse) {
            cpe.events().delivered(events, changed);
            negotiate(header.useCwmpVersion());
        } else if (question instanceof TransferComplete && answer instanceof TransferCompleteResponse) {
            if (told != null) {
                cpe.transfers().remove(told);
            }
        } else {
            return Move.End.failed(answer.rpcName() + " does not answer " + question.rpcName());
        }
        asked = null;
        return ownRequestOrNothing();
    }

    private Move ownRequestOrNothing() {
        List<TransferQueue.Entry> completed = cpe.transfers().completed();
        if (isHeld || completed.isEmpty()) {
            return new Move.Nothing();
        }
        told = completed.get(0);
        TransferResult result = told.result;
        if (result == null) {
            throw new IllegalStateException("completed without a result: " + told.transfer);
        }
        return ask(new TransferComplete(told.transfer.commandKey(), result.fault(), result.start(), result.complete()));
    }

    private Move ask(CpeMessage question) {
        asked = question;
        return say(question, Integer.toString(++lastId));
    }

    private Move say(CpeMessage message, @Nullable String id) {
        boolean negotiates = message instanceof Inform && version == CwmpVersion.V1_4;
        Header header =
                negotiates ? new Header(id, false, false, TIMEOUT_SECONDS, ALL_VERSIONS, null) : Header.ofId(id);
        return new Move.Say(Envelope.of(version, header, message));
    }

    private void negotiate(@Nullable String chosen) {
        for (CwmpVersion known : CwmpVersion.values()) {
            if (known.number().equals(chosen)) {
                version = known;
            }
        }
    }
}

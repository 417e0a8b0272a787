package org.reactiveacs.endpoint;

import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.auth.CpeAuthenticator;
import org.reactiveacs.cwmp.AutonomousTransferComplete;
import org.reactiveacs.cwmp.Envelope;
import org.reactiveacs.cwmp.Fault;
import org.reactiveacs.cwmp.FaultCode;
import org.reactiveacs.cwmp.Header;
import org.reactiveacs.cwmp.Inform;
import org.reactiveacs.cwmp.TransferComplete;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.session.Incoming;
import org.reactiveacs.session.SessionEngine;
import org.reactiveacs.session.Versions;
import org.reactiveacs.store.Arrival;
import org.reactiveacs.store.SessionKey;
import org.reactiveacs.store.Store;
import org.reactiveacs.tracing.MessageSpan;
import org.reactiveacs.tracing.Traces;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Answers what CPEs send: an Inform opens a session, everything else belongs to one. Thread-safe. */
final class SessionService {

    /** The name of an empty POST, as in the metrics. */
    private static final String NOTHING = "Empty";

    private static final String UNREADABLE = "unreadable";

    private final Informs informs;
    private final SessionTurns turns;
    private final Store store;
    private final CpeAuthenticator authenticator;
    private final Recall recall;
    private final LiveSessions live;
    private final Admission admission;
    private final AcsMetrics metrics;
    private final Traces traces;
    private final InstantSource clock;

    /**
     * Where a message is answered.
     *
     * @param turn of the message
     * @param loop where the engine runs and the answer comes
     * @param given what its connection was given last, null for none
     */
    record Hand(Turn turn, Scheduler loop, @Nullable GivenCookie given) {}

    SessionService(
            SessionEngine engine,
            CwmpServer.Around around,
            SessionCookies cookies,
            LiveSessions live,
            Admission admission,
            Informs.Settings settings) {
        this.store = around.store();
        this.authenticator = around.authenticator();
        this.metrics = around.metrics();
        this.traces = around.traces();
        this.clock = around.clock();
        this.live = live;
        this.admission = admission;
        var sessions = new TimedSessions(store.sessions(), metrics);
        this.recall = new Recall(engine, sessions, live, around.clock());
        this.turns = new SessionTurns(engine, sessions, live, recall, cookies, around);
        this.informs = new Informs(engine, turns, sessions, around, settings);
    }

    /**
     * Answers a message.
     *
     * @param message empty for an empty POST
     * @param digest of its bytes
     * @param hand in which it is
     */
    Mono<CpeAnswer> answer(CpeRequest request, Optional<Envelope> message, long digest, Hand hand) {
        message.ifPresent(this::count);
        if (message.isPresent() && message.get().message() instanceof Inform inform) {
            if (admission.isClosed()) {
                metrics.refused("stopping");
                return Mono.just(new CpeAnswer.Unavailable());
            }
            return Versions.areIncompatible(message.get().header())
                    ? Mono.just(fault(message.get(), FaultCode.ACS_VERSION_INCOMPATIBLE))
                    : informs.take(request, message.get(), inform, digest, hand);
        }
        trace(request.session(), message, hand.turn());
        return session(request.session(), hand)
                .flatMap(session -> authorized(request, session).flatMap(result -> {
                    if (result instanceof CpeAuthenticator.Result.Unproven) {
                        metrics.authentication(CpeAuthenticator.scheme(request.preliminary()), "refused");
                        return Mono.<CpeAnswer>just(new CpeAnswer.Unauthorized(false));
                    }
                    return turns.take(session, new Incoming(message.orElse(null), digest), hand);
                }))
                .switchIfEmpty(Mono.fromSupplier(() -> outsideSession(message)));
    }

    /** An Inform is not known to be of a traced session before it is taken in. */
    private void trace(@Nullable SessionKey key, Optional<Envelope> message, Turn turn) {
        var trace = key == null ? null : traces.of(key.token());
        if (key != null && trace != null) {
            var name = message.map(envelope -> envelope.message().rpcName()).orElse(NOTHING);
            var span = trace.message(name, key.device(), clock.instant());
            if (message.isPresent() && message.get().message() instanceof Fault fault) {
                span.fault(fault.code());
            }
            turn.traced(span);
        }
    }

    /** The span of a message that cannot be read; null if it is in no session, or in one that is not traced. */
    @Nullable
    MessageSpan traceOfUnreadable(CpeRequest request) {
        var key = request.session();
        var trace = key == null ? null : traces.of(key.token());
        return key == null || trace == null ? null : trace.message(UNREADABLE, key.device(), clock.instant());
    }

    /** Whether somebody waits for the device that this message says it is from. */
    boolean isAwaited(Optional<Envelope> message) {
        return message.isPresent() && message.get().message() instanceof Inform inform && informs.isAwaited(inform);
    }

    /** The device that an Inform says it is from; null for any other message. */
    @Nullable
    DeviceId device(Optional<Envelope> message) {
        return message.isPresent() && message.get().message() instanceof Inform inform ? informs.device(inform) : null;
    }

    private void count(Envelope envelope) {
        metrics.message(envelope.message().rpcName(), AcsMetrics.Direction.IN);
        envelope.quirks().forEach(quirk -> metrics.quirk(quirk.label()));
        if (envelope.message() instanceof Fault fault) {
            metrics.fault(fault.code(), AcsMetrics.Direction.IN);
        } else if (envelope.message() instanceof TransferComplete complete) {
            metrics.transfer(false, complete.faultStruct().faultCode());
        } else if (envelope.message() instanceof AutonomousTransferComplete complete) {
            metrics.transfer(true, complete.faultStruct().faultCode());
        }
    }

    /** Some CPEs need an empty exchange or two before they close; one whose session is over gets a clean end. */
    private static CpeAnswer outsideSession(Optional<Envelope> message) {
        if (message.isPresent() && message.get().message() instanceof org.reactiveacs.cwmp.CpeRequest) {
            return fault(message.get(), FaultCode.ACS_REQUEST_DENIED);
        }
        return new CpeAnswer.NoContent(null);
    }

    static CpeAnswer fault(Envelope to, FaultCode code) {
        return new CpeAnswer.Message(
                Envelope.of(to.version(), Header.ofId(to.header().id()), Fault.of(code)), null, null);
    }

    private Mono<LiveSession> session(@Nullable SessionKey key, Hand hand) {
        if (key == null) {
            return Mono.empty();
        }
        var inHand = live.get(key);
        if (inHand != null) {
            return Mono.just(inHand);
        }
        return recall.session(key, turns, hand);
    }

    /** A message within a session is known by its cookie; credentials that come with it must be right all the same. */
    private Mono<CpeAuthenticator.Result> authorized(CpeRequest request, LiveSession session) {
        if (!(request.preliminary() instanceof CpeAuthenticator.Preliminary.Open)) {
            return Mono.just(new CpeAuthenticator.Result.Proven(Arrival.Proof.NONE, 0, 0, 0, java.util.Set.of()));
        }
        var device = session.view().device();
        return authenticator.judge(
                request.preliminary(),
                request.evidence(),
                device.id(),
                device.identity(),
                store.devices().registration(device.id()));
    }
}

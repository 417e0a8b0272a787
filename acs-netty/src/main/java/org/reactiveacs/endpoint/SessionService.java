package org.reactiveacs.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.auth.CpeAuthenticator;
import org.reactiveacs.cwmp.Envelope;
import org.reactiveacs.cwmp.Fault;
import org.reactiveacs.cwmp.FaultCode;
import org.reactiveacs.cwmp.Header;
import org.reactiveacs.cwmp.Inform;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Identity;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.device.MacAddress;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.port.Ids;
import org.reactiveacs.session.DeviceView;
import org.reactiveacs.session.Incoming;
import org.reactiveacs.session.MacPaths;
import org.reactiveacs.session.Reply;
import org.reactiveacs.session.SessionEngine;
import org.reactiveacs.session.SessionStep;
import org.reactiveacs.session.Versions;
import org.reactiveacs.store.Arrival;
import org.reactiveacs.store.Commit;
import org.reactiveacs.store.Committed;
import org.reactiveacs.store.Opened;
import org.reactiveacs.store.SessionKey;
import org.reactiveacs.store.SessionStore;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The shell around the engine: reads what the engine decides by, has it decide, writes what it decided, and only then
 * gives the reply. Thread-safe; the engine runs on the scheduler of the caller, never on the store's threads.
 */
final class SessionService {

    private static final Logger LOG = LoggerFactory.getLogger(SessionService.class);

    /** Times that tasks may be withdrawn or come up under one message before it is given up. */
    private static final int MAX_ROUNDS = 16;

    private final SessionEngine engine;
    private final Store store;
    private final CpeAuthenticator authenticator;
    private final SessionCookies cookies;
    private final LiveSessions live;
    private final Ids ids;
    private final InstantSource clock;
    private final AcsMetrics metrics;
    private final Settings settings;

    /** What the configuration says. */
    record Settings(IdentityScheme identity, Arrival.Rules rules, MacPaths macPaths) {}

    /** What stands around a session service. */
    record Surroundings(
            Store store, CpeAuthenticator authenticator, Ids ids, InstantSource clock, AcsMetrics metrics) {}

    SessionService(
            SessionEngine engine, Surroundings around, SessionCookies cookies, LiveSessions live, Settings settings) {
        this.engine = engine;
        this.store = around.store();
        this.authenticator = around.authenticator();
        this.ids = around.ids();
        this.clock = around.clock();
        this.metrics = around.metrics();
        this.cookies = cookies;
        this.live = live;
        this.settings = settings;
    }

    /** Times are kept to the millisecond: that is what records hold. */
    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    /**
     * Answers a message.
     *
     * @param message empty for an empty POST
     * @param digest of its bytes
     * @param loop where the engine runs and the answer comes
     */
    Mono<CpeAnswer> answer(CpeRequest request, Optional<Envelope> message, long digest, Scheduler loop) {
        message.ifPresent(this::count);
        if (message.isPresent() && message.get().message() instanceof Inform inform) {
            return Versions.areIncompatible(message.get().header())
                    ? Mono.just(fault(message.get(), FaultCode.ACS_VERSION_INCOMPATIBLE))
                    : inform(request, message.get(), inform, digest, loop);
        }
        return session(request.session(), loop)
                .flatMap(session -> authorized(request, session).flatMap(result -> {
                    if (result instanceof CpeAuthenticator.Result.Unproven) {
                        metrics.authentication(CpeAuthenticator.scheme(request.preliminary()), "refused");
                        return Mono.<CpeAnswer>just(new CpeAnswer.Unauthorized(false));
                    }
                    return step(session, new Incoming(message.orElse(null), digest), 0, loop);
                }))
                .switchIfEmpty(Mono.fromSupplier(() -> outsideSession(message)));
    }

    private void count(Envelope envelope) {
        metrics.message(envelope.message().rpcName(), AcsMetrics.Direction.IN);
        envelope.quirks().forEach(quirk -> metrics.quirk(quirk.label()));
        if (envelope.message() instanceof Fault fault) {
            metrics.fault(fault.code(), AcsMetrics.Direction.IN);
        }
    }

    /** Some CPEs need an empty exchange or two before they close; one whose session is over gets a clean end. */
    private static CpeAnswer outsideSession(Optional<Envelope> message) {
        if (message.isPresent() && message.get().message() instanceof org.reactiveacs.cwmp.CpeRequest) {
            return fault(message.get(), FaultCode.ACS_REQUEST_DENIED);
        }
        return new CpeAnswer.NoContent(null);
    }

    private static CpeAnswer fault(Envelope to, FaultCode code) {
        return new CpeAnswer.Message(
                Envelope.of(to.version(), Header.ofId(to.header().id()), Fault.of(code)), null, null);
    }

    private Mono<LiveSession> session(@Nullable SessionKey key, Scheduler loop) {
        if (key == null) {
            return Mono.empty();
        }
        var inHand = live.get(key);
        if (inHand != null) {
            return Mono.just(inHand);
        }
        return timed("resume", store.sessions().resume(key)).publishOn(loop).map(resumed -> {
            var session = (org.reactiveacs.session.Session) resumed.session();
            var again = new LiveSession(
                    key,
                    cookies.setCookie(key, clock.millis() / 1000),
                    session,
                    new DeviceView(resumed.device(), null, org.reactiveacs.device.ModelTraits.NONE),
                    resumed.version(),
                    now());
            live.put(again);
            return again;
        });
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

    private Mono<CpeAnswer> inform(CpeRequest request, Envelope envelope, Inform inform, long digest, Scheduler loop) {
        var struct = inform.deviceId();
        var identity = new Identity(struct.manufacturer(), struct.oui(), struct.productClass(), struct.serialNumber());
        if (identity.serialNumber().isBlank()) {
            return Mono.just(fault(envelope, FaultCode.ACS_INVALID_ARGUMENTS));
        }
        var device = DeviceId.of(settings.identity(), identity);
        var scheme = CpeAuthenticator.scheme(request.preliminary());
        return authenticator
                .judge(
                        request.preliminary(),
                        request.evidence(),
                        device,
                        identity,
                        store.devices().registration(device))
                .flatMap(result -> {
                    if (!(result instanceof CpeAuthenticator.Result.Proven proven)) {
                        metrics.authentication(scheme, "refused");
                        LOG.info("authentication failed device={} peer={} scheme={}", device, request.peer(), scheme);
                        return Mono.<CpeAnswer>just(new CpeAnswer.Unauthorized(false));
                    }
                    metrics.authentication(scheme, "accepted");
                    proven.quirks().forEach(metrics::quirk);
                    var arrival = arrival(device, identity, proven, request, envelope, inform);
                    return timed("open", store.sessions().open(arrival))
                            .publishOn(loop)
                            .flatMap(opened -> opened(arrival, opened, envelope, digest, loop));
                });
    }

    private Arrival arrival(
            DeviceId device,
            Identity identity,
            CpeAuthenticator.Result.Proven proven,
            CpeRequest request,
            Envelope envelope,
            Inform inform) {
        var at = now();
        var quirks = new TreeSet<>(proven.quirks());
        envelope.quirks().forEach(quirk -> quirks.add(quirk.label()));
        var parameters = inform.parameterList().stream()
                .map(value -> Parameter.of(value.name(), value.value(), value.type(), at))
                .toList();
        return new Arrival(
                ids.next(),
                SessionKey.of(device, ids.token()),
                device,
                identity,
                new Arrival.Caller(
                        at,
                        request.peer(),
                        proven.proof(),
                        proven.keyVersion(),
                        proven.nonceIssued(),
                        proven.nonceCount()),
                new Arrival.Facts(
                        SessionEngine.eventCodes(inform),
                        inform.retryCount(),
                        parameters,
                        macs(identity, parameters),
                        quirks,
                        engine.timeoutOf(envelope.header())),
                settings.rules());
    }

    private List<String> macs(Identity identity, List<Parameter> parameters) {
        for (var model : org.reactiveacs.device.DataModel.values()) {
            var macs = settings.macPaths().in(model, parameters);
            if (!macs.isEmpty()) {
                return macs;
            }
        }
        // Until one is read, a serial number that is a MAC address will do.
        var serial = MacAddress.canonical(identity.serialNumber());
        return serial == null ? List.of() : List.of(serial);
    }

    private Mono<CpeAnswer> opened(Arrival arrival, Opened opened, Envelope envelope, long digest, Scheduler loop) {
        var verdict = opened.verdict();
        if (verdict instanceof Verdict.Replayed) {
            metrics.refused("nonce-replayed");
            return Mono.just(new CpeAnswer.Unauthorized(true));
        }
        if (verdict instanceof Verdict.Refused refused) {
            metrics.refused("not-admitted");
            LOG.info(
                    "device refused device={} peer={} reason=\"{}\"",
                    arrival.device(),
                    arrival.caller().peer(),
                    refused.reason());
            return Mono.just(
                    arrival.caller().proof() == Arrival.Proof.NONE
                                    || arrival.caller().proof() == Arrival.Proof.CERTIFICATE
                            ? new CpeAnswer.Forbidden()
                            : new CpeAnswer.Unauthorized(false));
        }
        if (verdict instanceof Verdict.Quarantined quarantined) {
            metrics.refused("quarantined");
            LOG.info(
                    "device quarantined device={} peer={} reason=\"{}\"",
                    arrival.device(),
                    arrival.caller().peer(),
                    quarantined.reason());
            return Mono.just(message(engine.quarantined(envelope), null, null));
        }
        var step = engine.begin(opened, envelope, digest, arrival.caller().at());
        if (opened.superseded()) {
            LOG.info(
                    "session superseded device={} by={}",
                    arrival.device(),
                    arrival.caller().peer());
        }
        var session = new LiveSession(
                arrival.session(),
                cookies.setCookie(arrival.session(), arrival.caller().at().getEpochSecond()),
                step.session(),
                step.view(),
                0,
                arrival.caller().at());
        if (!step.changesAnything()) {
            live.put(session);
            return Mono.just(message(step.reply(), session.setCookie(), session.key()));
        }
        return commit(session, step, null, 0, loop);
    }

    private Mono<CpeAnswer> step(LiveSession session, Incoming incoming, int round, Scheduler loop) {
        if (session.view().tree() == null
                && engine.needsTree(session.session(), session.view().device())) {
            return timed("load", store.sessions().load(session.session().deviceId()))
                    .publishOn(loop)
                    .flatMap(tree -> stepped(
                            session.next(
                                    session.session(),
                                    session.view().withTree(tree),
                                    session.version(),
                                    session.lastMessage()),
                            incoming,
                            round,
                            loop));
        }
        return stepped(session, incoming, round, loop);
    }

    private Mono<CpeAnswer> stepped(LiveSession session, Incoming incoming, int round, Scheduler loop) {
        var step = engine.step(session.session(), incoming, session.view(), now());
        if (round == 0) {
            step.quirks().forEach(metrics::quirk);
        }
        return commit(session, step, incoming, round, loop);
    }

    private Mono<CpeAnswer> commit(
            LiveSession before, SessionStep step, @Nullable Incoming incoming, int round, Scheduler loop) {
        if (round > MAX_ROUNDS) {
            return Mono.error(
                    new IllegalStateException("tasks of " + before.session().deviceId() + " do not settle"));
        }
        var at = now();
        var commit = new Commit(
                ids.next(),
                before.key(),
                before.version(),
                at,
                step.ends() ? null : step.session(),
                step.changes(),
                step.durable());
        return timed("commit", store.sessions().commit(commit)).publishOn(loop).flatMap(committed -> {
            if (committed instanceof Committed.Done done) {
                return Mono.just(done(before, step, done.version(), at));
            }
            if (committed instanceof Committed.Onward onward) {
                var going = before.next(step.session(), step.view(), onward.version(), at);
                return goOn(going, onward, round, loop);
            }
            if (committed instanceof Committed.Withdrawn withdrawn && incoming != null) {
                return step(
                        before.next(
                                before.session().without(new HashSet<>(withdrawn.tasks())),
                                before.view(),
                                before.version(),
                                at),
                        incoming,
                        round + 1,
                        loop);
            }
            live.end(before, "superseded", at);
            return Mono.just(new CpeAnswer.NoContent(null));
        });
    }

    private Mono<CpeAnswer> goOn(LiveSession session, Committed.Onward onward, int round, Scheduler loop) {
        Mono<DeviceView> view = session.view().tree() != null
                ? Mono.just(session.view())
                : timed("load", store.sessions().load(session.session().deviceId()))
                        .publishOn(loop)
                        .map(session.view()::withTree);
        return view.flatMap(loaded -> {
            var step = engine.goOn(session.session(), onward.tasks(), loaded, now());
            return commit(
                    session.next(session.session(), loaded, session.version(), session.lastMessage()),
                    step,
                    null,
                    round + 1,
                    loop);
        });
    }

    private CpeAnswer done(LiveSession before, SessionStep step, long version, Instant at) {
        var after = before.next(step.session(), step.view(), version, at);
        if (step.ends()) {
            live.end(before, "completed", at);
            return new CpeAnswer.NoContent(before.setCookie());
        }
        live.put(after);
        return message(step.reply(), before.setCookie(), before.key());
    }

    private CpeAnswer message(Reply reply, @Nullable String setCookie, @Nullable SessionKey key) {
        if (reply instanceof Reply.Send send) {
            metrics.message(send.envelope().message().rpcName(), AcsMetrics.Direction.OUT);
            return new CpeAnswer.Message(send.envelope(), setCookie, key);
        }
        return new CpeAnswer.NoContent(setCookie);
    }

    private <T> Mono<T> timed(String operation, Mono<T> call) {
        return Mono.defer(() -> {
            long start = System.nanoTime();
            return call.doOnTerminate(() -> metrics.store(operation, true, Duration.ofNanos(System.nanoTime() - start)))
                    .doOnError(failed -> metrics.store(operation, false, Duration.ofNanos(System.nanoTime() - start)));
        });
    }

    /** The store behind the sessions, for upkeep. */
    SessionStore sessions() {
        return store.sessions();
    }
}

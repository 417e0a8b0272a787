package org.reactiveacs.endpoint;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.anomaly.AnomalySigns;
import org.reactiveacs.auth.CpeAuthenticator;
import org.reactiveacs.cwmp.Envelope;
import org.reactiveacs.cwmp.FaultCode;
import org.reactiveacs.cwmp.Inform;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Identity;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.device.MacAddress;
import org.reactiveacs.device.ModelTexts;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.port.Callers;
import org.reactiveacs.port.Ids;
import org.reactiveacs.port.Linger;
import org.reactiveacs.session.MacPaths;
import org.reactiveacs.session.Opening;
import org.reactiveacs.session.SessionEngine;
import org.reactiveacs.store.Arrival;
import org.reactiveacs.store.Opened;
import org.reactiveacs.store.SessionKey;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.Verdict;
import org.reactiveacs.tracing.TracedSession;
import org.reactiveacs.tracing.Traces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Takes Informs in: finds out who calls, has the store open a session, and begins it. Thread-safe. */
final class Informs {

    private static final Logger LOG = LoggerFactory.getLogger(Informs.class);

    private static final String INFORM = "Inform";

    private final SessionEngine engine;
    private final SessionTurns turns;
    private final TimedSessions sessions;
    private final Store store;
    private final CpeAuthenticator authenticator;
    private final Ids ids;
    private final InstantSource clock;
    private final Callers callers;
    private final Linger linger;
    private final AnomalySigns signs;
    private final AcsMetrics metrics;
    private final Traces traces;
    private final Settings settings;

    /** What the configuration says. */
    record Settings(IdentityScheme identity, Arrival.Rules rules, MacPaths macPaths) {}

    Informs(
            SessionEngine engine,
            SessionTurns turns,
            TimedSessions sessions,
            CwmpServer.Around around,
            Settings settings) {
        this.engine = engine;
        this.turns = turns;
        this.sessions = sessions;
        this.store = around.store();
        this.authenticator = around.authenticator();
        this.ids = around.ids();
        this.clock = around.clock();
        this.callers = around.callers();
        this.linger = around.linger();
        this.signs = around.signs();
        this.metrics = around.metrics();
        this.traces = around.traces();
        this.settings = settings;
    }

    /** Answers an Inform. */
    Mono<CpeAnswer> take(CpeRequest request, Envelope envelope, Inform inform, long digest, SessionService.Hand hand) {
        var identity = identity(inform);
        if (identity.serialNumber().isBlank()) {
            return Mono.just(SessionService.fault(envelope, FaultCode.ACS_INVALID_ARGUMENTS));
        }
        var device = DeviceId.of(settings.identity(), identity);
        if (device.value().length() > DeviceId.MAX_CHARS) {
            return Mono.just(SessionService.fault(envelope, FaultCode.ACS_INVALID_ARGUMENTS));
        }
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
                        signs.refused(device, request.peer().address());
                        LOG.info("authentication failed device={} peer={} scheme={}", device, request.peer(), scheme);
                        return Mono.<CpeAnswer>just(new CpeAnswer.Unauthorized(false));
                    }
                    metrics.authentication(scheme, "accepted");
                    proven.quirks().forEach(metrics::quirk);
                    var arrival = arrival(device, identity, proven, request, envelope, inform, digest);
                    linger.calls(device);
                    trace(arrival, hand.turn());
                    return sessions.open(arrival, hand.turn())
                            .publishOn(hand.loop())
                            .flatMap(opened -> opened(arrival, opened, envelope, hand));
                });
    }

    private static Identity identity(Inform inform) {
        var struct = inform.deviceId();
        return new Identity(
                ModelTexts.shared(struct.manufacturer()),
                ModelTexts.shared(struct.oui()),
                ModelTexts.shared(struct.productClass()),
                struct.serialNumber());
    }

    /** Whether somebody waits for the device that an Inform says it is from. */
    boolean isAwaited(Inform inform) {
        var device = device(inform);
        return device != null && linger.isAwaited(device);
    }

    /** The device that an Inform says it is from; null if it does not say. */
    @Nullable
    DeviceId device(Inform inform) {
        var identity = identity(inform);
        return identity.serialNumber().isBlank() ? null : DeviceId.of(settings.identity(), identity);
    }

    private Arrival arrival(
            DeviceId device,
            Identity identity,
            CpeAuthenticator.Result.Proven proven,
            CpeRequest request,
            Envelope envelope,
            Inform inform,
            long digest) {
        // Times are kept to the millisecond: that is what records hold.
        var at = Instant.ofEpochMilli(clock.millis());
        var quirks = new TreeSet<>(proven.quirks());
        envelope.quirks().forEach(quirk -> quirks.add(quirk.label()));
        List<Parameter> parameters = new ArrayList<>(inform.parameterList().size());
        for (var value : inform.parameterList()) {
            parameters.add(Parameter.of(value.name(), ModelTexts.value(value.name(), value.value()), value.type(), at));
        }
        return new Arrival(
                ids.next(),
                new SessionKey(device, ids.token()),
                device,
                identity,
                new Arrival.Caller(
                        at,
                        request.peer().address(),
                        proven.proof(),
                        proven.keyVersion(),
                        proven.nonceIssued(),
                        proven.nonceCount()),
                new Arrival.Facts(
                        SessionEngine.eventCodes(inform),
                        inform.retryCount(),
                        parameters,
                        macs(identity, parameters),
                        quirks),
                settings.rules(),
                Opening.of(device, envelope, inform, digest, engine.timeoutOf(envelope.header())));
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

    private void trace(Arrival arrival, Turn turn) {
        var trace = traces.of(arrival.session().token());
        if (trace != null) {
            turn.traced(trace.message(INFORM, arrival.device(), arrival.caller().at()));
        }
    }

    private Mono<CpeAnswer> opened(Arrival arrival, Opened opened, Envelope envelope, SessionService.Hand hand) {
        var verdict = opened.verdict();
        if (!(verdict instanceof Verdict.Admitted)) {
            hand.turn().untraced();
        }
        if (verdict instanceof Verdict.Replayed) {
            metrics.refused("nonce-replayed");
            return Mono.just(new CpeAnswer.Unauthorized(true));
        }
        if (verdict instanceof Verdict.Refused refused) {
            metrics.refused("not-admitted");
            signs.refused(arrival.device(), arrival.caller().peer());
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
            return Mono.just(turns.message(engine.quarantined(envelope), null, hand));
        }
        signs.opened(opened);
        callers.called(arrival.device(), arrival.inform().has("6 CONNECTION REQUEST"));
        var step = engine.begin(
                opened, (Opening) arrival.opening(), arrival.caller().at());
        if (opened.superseded()) {
            LOG.info(
                    "session superseded device={} by={}",
                    arrival.device(),
                    arrival.caller().peer());
            traceEnds(opened, arrival.caller().at());
        }
        var session = new LiveSession(
                arrival.session(),
                step.session(),
                step.view(),
                0,
                arrival.caller().at());
        return turns.begin(session, step, hand);
    }

    /** The session that was cut off may have been at another node, so this one tells of its end. */
    private void traceEnds(Opened opened, Instant at) {
        var trace = opened.cutOff() == null ? null : traces.of(opened.cutOff());
        var device = opened.device();
        if (trace == null || device == null || device.visits().size() < 2) {
            return;
        }
        var cutOff = device.visits().get(1);
        trace.ended(new TracedSession(device.id(), device.identity(), cutOff.events(), cutOff.at()), "superseded", at);
    }
}

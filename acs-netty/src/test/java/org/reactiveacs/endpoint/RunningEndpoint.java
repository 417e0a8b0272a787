package org.reactiveacs.endpoint;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.handler.ssl.SslContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.reactiveacs.anomaly.AnomalySigns;
import org.reactiveacs.auth.CpeAuthenticator;
import org.reactiveacs.auth.DerivedPasswords;
import org.reactiveacs.auth.DigestAlgorithm;
import org.reactiveacs.auth.NonceIssuer;
import org.reactiveacs.capture.Tap;
import org.reactiveacs.cluster.LocalMail;
import org.reactiveacs.cwmp.CwmpLimits;
import org.reactiveacs.device.Credential;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.keys.KeyRing;
import org.reactiveacs.library.Hooks;
import org.reactiveacs.load.LoadRules;
import org.reactiveacs.load.RetryAfter;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.port.Actor;
import org.reactiveacs.port.Linger;
import org.reactiveacs.port.RandomIds;
import org.reactiveacs.session.MacPaths;
import org.reactiveacs.session.SessionJson;
import org.reactiveacs.session.Standards;
import org.reactiveacs.store.Arrival;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.Write;
import org.reactiveacs.store.embedded.EmbeddedStore;
import org.reactiveacs.store.redis.RedisStore;
import org.reactiveacs.store.redis.cluster.RedisFormats;
import org.reactiveacs.store.redis.link.RedisLink;
import org.reactiveacs.task.Schedule;
import org.reactiveacs.task.Task;
import org.reactiveacs.task.TaskSpec;
import org.reactiveacs.tracing.Traces;
import reactor.core.publisher.Mono;

/** An endpoint on a free port of loopback, over a real store. */
final class RunningEndpoint implements AutoCloseable {

    static final DeviceId DEVICE = DeviceId.of("00D09E-1");

    final MovableClock clock = new MovableClock();
    final KeyRing keys;
    final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    final Store store;
    final CwmpServer server;

    /** Devices that opened a session, in order. */
    final Queue<String> calls = new ConcurrentLinkedQueue<>();

    private final RandomIds ids = new RandomIds(clock);

    /** A clock that goes with the real one and can be put forward. */
    static final class MovableClock implements InstantSource {
        private volatile Duration ahead = Duration.ZERO;

        void forward(Duration more) {
            ahead = ahead.plus(more);
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }
    }

    /** How an endpoint is to be; the defaults ask for no proof. */
    static final class Options {
        CpeAuthenticator.Settings auth = new CpeAuthenticator.Settings(true, false, List.of(), null);
        Optional<SslContext> tls = Optional.empty();
        InetAddress listen = InetAddress.getLoopbackAddress();
        List<IpSubnetFilterRule> balancers = List.of();
        String path = "/";
        Linger linger = Linger.NEVER;
        Tap tap = Tap.CLOSED;
        Function<RunningEndpoint, AnomalySigns> signs = none -> AnomalySigns.NONE;
        Standards standards = Standards.NONE;
        MacPaths macPaths = new MacPaths(Map.of());
        Hooks hooks = question -> Mono.error(new IllegalStateException("nobody answers"));
        Traces traces = Traces.OFF;
        int maxSessions = 100;
        LoadRules load = LoadRules.ordinary(2);
        int backlog = 128;
        RetryAfter retryAfter = RetryAfter.ORDINARY;
        Duration sessionTimeout = Duration.ofSeconds(60);
        Duration requestTimeout = Duration.ofSeconds(10);
        Duration handshakeTimeout = Duration.ofSeconds(10);
        CwmpLimits limits = CwmpLimits.DEFAULT;
        Arrival.Rules rules = new Arrival.Rules(Arrival.Unknown.ACCEPT, Arrival.AfterReset.QUARANTINE);

        /** Takes the word of whoever is in this network. */
        Options behind(String network) {
            balancers = List.of(new IpSubnetFilterRule(network, IpFilterRuleType.ACCEPT));
            return this;
        }

        static Options digest() {
            var options = new Options();
            options.auth = new CpeAuthenticator.Settings(
                    false,
                    false,
                    List.of(DigestAlgorithm.MD5, DigestAlgorithm.SHA_256),
                    new Credential("onboard", "secret"));
            return options;
        }

        static Options basic() {
            var options = new Options();
            options.auth = new CpeAuthenticator.Settings(false, true, List.of(), new Credential("onboard", "secret"));
            return options;
        }
    }

    final CwmpLoops loops = new CwmpLoops();

    RunningEndpoint(Path directory, Options options) {
        this(
                options,
                KeyRing.generate(new SecureRandom()),
                keys -> EmbeddedStore.open(
                        new EmbeddedStore.Settings(directory, IdentityScheme.OUI_SERIAL, keys), new LocalMail()));
    }

    /** One of several nodes on the same Redis. */
    RunningEndpoint(RedisLink link, KeyRing keys, Options options) {
        this(
                options,
                keys,
                ring -> RedisStore.open(
                        link,
                        new RedisStore.Settings(
                                IdentityScheme.OUI_SERIAL, ring, new SessionJson(), RedisFormats.open(link, "acs")),
                        new LocalMail()));
    }

    RunningEndpoint(Options options, KeyRing keys, Function<KeyRing, Store> opener) {
        this.keys = keys;
        store = opener.apply(keys);
        server = new CwmpServer(
                new CwmpServer.Settings(
                        new CwmpServer.Listener(
                                new InetSocketAddress(options.listen, 0),
                                options.tls,
                                new Balancers(options.balancers)),
                        options.path,
                        new CwmpServer.Crowd(options.maxSessions, options.load, options.backlog, options.retryAfter),
                        options.sessionTimeout,
                        new CwmpServer.Bounds(options.limits, 8192, options.requestTimeout, options.handshakeTimeout),
                        new CwmpServer.Devices(IdentityScheme.OUI_SERIAL, options.rules, options.macPaths)),
                keys,
                new CwmpServer.Around(
                        loops,
                        store,
                        new CpeAuthenticator(
                                options.auth,
                                new NonceIssuer(keys, clock, Duration.ofMinutes(5)),
                                new DerivedPasswords(keys, "cpe-password"),
                                "acs"),
                        ids,
                        clock,
                        (device, requested) -> calls.add(device + (requested ? " requested" : "")),
                        options.linger,
                        options.tap,
                        options.signs.apply(this),
                        options.standards,
                        options.hooks,
                        options.traces,
                        new AcsMetrics(registry)));
    }

    String derivedPassword() {
        return new DerivedPasswords(keys, "cpe-password").of("default/" + DEVICE.value(), 1);
    }

    Task order(TaskSpec spec) {
        var task = Task.queued(ids.next(), DEVICE, spec, new Task.Order(clock.instant(), "tester", Schedule.AT_ONCE));
        store.tasks().add(task, null, write()).block();
        return task;
    }

    Write write() {
        return new Write(ids.next(), Actor.operator("tester"), Instant.ofEpochMilli(clock.millis()));
    }

    Task task(Task ordered) {
        return Objects.requireNonNull(store.tasks().get(DEVICE, ordered.id()).block());
    }

    Device head() {
        return Objects.requireNonNull(
                Objects.requireNonNull(store.devices().find(DEVICE).block()).head());
    }

    double counted(String meter, String label, String value) {
        var counter = registry.find(meter).tag(label, value).counter();
        return counter == null ? 0 : counter.count();
    }

    RawConnection connect() {
        return new RawConnection(server.address().getPort());
    }

    @Override
    public void close() {
        server.close();
        store.close();
        loops.close();
    }
}

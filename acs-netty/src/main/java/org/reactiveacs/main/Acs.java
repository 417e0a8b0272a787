package org.reactiveacs.main;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.api.ApiParts;
import org.reactiveacs.api.ApiServer;
import org.reactiveacs.capture.Captures;
import org.reactiveacs.delivery.DeliveryTools;
import org.reactiveacs.endpoint.CwmpLoops;
import org.reactiveacs.endpoint.CwmpServer;
import org.reactiveacs.feed.EventJudge;
import org.reactiveacs.main.ServerStarter.RunningServer;
import org.reactiveacs.main.config.AcsConfig;
import org.reactiveacs.main.config.HostPort;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.metrics.Descriptions;
import org.reactiveacs.metrics.Exemplars;
import org.reactiveacs.metrics.FleetMetrics;
import org.reactiveacs.metrics.Health;
import org.reactiveacs.metrics.ManagementServer;
import org.reactiveacs.metrics.NodeMetrics;
import org.reactiveacs.metrics.ProcessMetrics;
import org.reactiveacs.oddity.OddityTools;
import org.reactiveacs.port.Actor;
import org.reactiveacs.port.RandomIds;
import org.reactiveacs.recording.Recorder;
import org.reactiveacs.rollout.CampaignRunner;
import org.reactiveacs.rollout.RolloutTools;
import org.reactiveacs.store.Write;
import org.reactiveacs.tls.TlsContexts;
import org.reactiveacs.tls.TlsReloads;
import org.reactiveacs.tracing.TimedOut;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server: every part is made here, in the order in which it depends on the others, and closed in reverse. */
public final class Acs implements RunningServer {
    private static final Logger LOG = LoggerFactory.getLogger(Acs.class);
    private static final Duration RELOAD_EVERY = Duration.ofSeconds(30);

    private final Health health = new Health();
    private final Parts parts;
    private volatile @Nullable CwmpServer endpoint;
    private final CwmpServer cwmp;
    private final ApiServer api;
    private final ManagementServer management;

    private Acs(AcsConfig config, Parts parts) {
        this.parts = parts;
        var clock = Clock.systemUTC();
        var ids = new RandomIds(clock);
        var secrets = ServerSecrets.open(config, StoreWiring.directory(config));
        var exemplars = new Exemplars();
        var registry = TracingWiring.registry(config, exemplars);
        registry.config().meterFilter(new Descriptions());
        var metrics = new AcsMetrics(registry);
        var processMetrics = parts.add(new ProcessMetrics(registry));
        var watch = new NodeWatch(health, new NodeMetrics(registry));
        management = manage(config, registry, watch);
        var traces = TracingWiring.open(config, metrics, exemplars, parts);
        var loops = parts.add(new CwmpLoops());
        var wiring =
                StoreWiring.open(config, secrets, ids, new StoreWiring.Node(this::openSessions, loops.group()), parts);
        var store = wiring.store();
        watch.check("store", wiring::trouble);
        watch.membership(wiring.membership());

        var policies = parts.add(PolicyWatch.open(
                        store, PolicyWiring.server(config), new Write(ids.next(), Actor.SYSTEM, clock.instant())))
                .policies();
        var wakes = WakeWiring.open(
                config,
                wiring,
                secrets.keys(),
                new WakeWiring.Tools(
                        loops.group(),
                        new EndpointHeadroom(() -> endpoint),
                        () -> policies.now().aliases(),
                        ids,
                        clock,
                        metrics),
                parts);
        var recorder = parts.add(new Recorder(
                new Captures(store),
                wiring.membership().self().name(),
                ids,
                clock,
                metrics,
                CaptureWiring.limits(config.capture())));
        var oddities = parts.add(AnomalyWiring.open(
                config.anomalies(),
                new OddityTools(
                        store,
                        wiring.membership().leases(),
                        wiring.membership().self().name(),
                        ids,
                        clock,
                        metrics)));
        var hooks = HookWiring.open(config.hooks(), policies, clock, metrics, parts);
        var tickets = CwmpWiring.tickets(config, secrets.keys(), clock);
        var cwmpTls = ListenerTls.of("cwmp.tls", config.cwmp().tls(), tickets);
        cwmp = parts.add(Listening.on(
                "cwmp.listen",
                config.cwmp().listen(),
                () -> new CwmpServer(
                        CwmpWiring.settings(config, cwmpTls),
                        secrets.keys(),
                        new CwmpServer.Around(
                                loops,
                                store,
                                CwmpWiring.authenticator(config, secrets.keys(), clock),
                                ids,
                                clock,
                                wakes.wake(),
                                wakes.linger(),
                                recorder,
                                oddities,
                                PolicyWiring.standards(
                                        policies,
                                        secrets.keys(),
                                        config.connreq().credentials().maxAge(),
                                        SilenceWatch.rules(config.silence())),
                                hooks,
                                traces,
                                metrics))));
        endpoint = cwmp;
        watch.certificate("cwmp", cwmpTls);
        watch.metrics().sessionsLimit(config.cwmp().maxSessions());
        metrics.openSessions(cwmp::openSessions);
        metrics.load(cwmp.load());
        processMetrics.eventLoops("cwmp", loops.group());
        parts.add(new Upkeep(
                store,
                wiring.membership().leases(),
                clock,
                new Upkeep.Listeners(cwmp::sweep, new TimedOut(traces, store.devices())),
                metrics));
        var fleet = new FleetMetrics(registry);
        AnomalyWiring.count(oddities, fleet);
        parts.add(new FleetCensus(store, wiring.membership().leases(), fleet));
        parts.add(new CampaignRunner(new RolloutTools(
                store, policies::now, wiring.membership().leases(), wakes.wake(), ids, clock, metrics)));
        var delivering = new DeliveryTools(
                store,
                new EventJudge(
                        store, CwmpWiring.identity(config), () -> policies.now().aliases(), clock),
                wiring.membership(),
                ids,
                clock,
                metrics);
        parts.add(EventWiring.deliveries(config, delivering));
        parts.add(EventWiring.callbacks(config, delivering, wiring.mail()));
        parts.add(new SilenceWatch(store, wiring.membership().leases(), clock, config.silence(), metrics));

        var apiTls = ListenerTls.of("api.tls", config.api().tls());
        api = parts.add(Listening.on(
                "api.listen",
                config.api().listen(),
                () -> ApiServer.start(
                        config.api().listen().address(),
                        apiTls.map(context -> context),
                        new ApiParts(
                                store,
                                policies,
                                PolicyWiring.tools(secrets.keys()),
                                wiring.mail(),
                                wiring.membership(),
                                wakes.wake(),
                                ids,
                                clock,
                                ApiWiring.access(config.api(), secrets),
                                CwmpWiring.identity(config),
                                CaptureWiring.settings(config.capture()).with(EventWiring.streams(config.events()))))));
        metrics.eventStreams(api::streams);

        watch.certificate("api", apiTls);
        parts.add(TlsReloads.every(
                RELOAD_EVERY,
                Stream.of(cwmpTls, apiTls).flatMap(Optional::stream).toList()));
        // The last parts are the first to stop: others take over the background work, balancers turn away, who
        // follows events goes elsewhere, and sessions come to their end.
        parts.add(() -> cwmp.drain(config.shutdown().drain()));
        parts.add(api::drain);
        parts.add(() -> Thread.sleep(config.shutdown().notice().toMillis()));
        parts.add(wiring.membership());
        health.started();
        LOG.info(
                "listening node={} cwmp={} api={} management={} keys={} tls={}",
                config.node().nameOrHost(),
                written(cwmp.address()),
                written(api.address()),
                written(management.address()),
                secrets.keys().fingerprint(),
                TlsContexts.provider());
    }

    /** First to open and last to close: probes and Prometheus see a node that starts or stops. */
    private ManagementServer manage(AcsConfig config, PrometheusMeterRegistry registry, NodeWatch watch) {
        var info = NodeWatch.info(config, Instant.ofEpochMilli(Clock.systemUTC().millis()));
        watch.metrics().build(info);
        watch.metrics().ready(health.phase());
        var tls = ListenerTls.of("management.tls", config.management().tls());
        watch.certificate("management", tls);
        parts.add(TlsReloads.every(RELOAD_EVERY, tls.stream().toList()));
        return parts.add(Listening.on(
                "management.listen",
                config.management().listen(),
                () -> ManagementServer.start(
                        config.management().listen().address(), tls.map(context -> context), registry, health, info)));
    }

    /**
     * Starts a server; returns once it listens.
     *
     * @throws CommandFailure if a part cannot be started
     */
    public static Acs start(AcsConfig config) {
        var parts = new Parts();
        try {
            return new Acs(config, parts);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    /** Nodes tell one another before this one listens. */
    private int openSessions() {
        var listening = endpoint;
        return listening == null ? 0 : listening.openSessions();
    }

    /** Where CPEs are answered in fact. */
    public HostPort cwmpAddress() {
        return written(cwmp.address());
    }

    /** Where the REST API is in fact. */
    public HostPort apiAddress() {
        return written(api.address());
    }

    /** Where metrics and health are served in fact. */
    public HostPort managementAddress() {
        return written(management.address());
    }

    private static HostPort written(InetSocketAddress address) {
        return new HostPort(address.getAddress().getHostAddress(), address.getPort());
    }

    @Override
    public void close() {
        health.stopping();
        parts.close();
    }
}

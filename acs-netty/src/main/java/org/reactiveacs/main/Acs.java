package org.reactiveacs.main;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.reactiveacs.main.ServerStarter.RunningServer;
import org.reactiveacs.main.config.AcsConfig;
import org.reactiveacs.main.config.HostPort;
import org.reactiveacs.main.config.StoreUrl;
import org.reactiveacs.metrics.Health;
import org.reactiveacs.metrics.ManagementServer;
import org.reactiveacs.metrics.ProcessMetrics;
import org.reactiveacs.tls.ReloadingSslContext;
import org.reactiveacs.tls.TlsContexts;
import org.reactiveacs.tls.TlsReloads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server: every part is made here, in the order in which it depends on the others, and closed in reverse. */
public final class Acs implements RunningServer {
    private static final Logger LOG = LoggerFactory.getLogger(Acs.class);
    private static final Duration RELOAD_EVERY = Duration.ofSeconds(30);

    private final Health health;
    private final ProcessMetrics processMetrics;
    private final ManagementServer management;
    private final TlsReloads tlsReloads;

    private Acs(AcsConfig config) {
        ServerSecrets secrets =
                ServerSecrets.open(config, directory(config.store().url()));
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        health = new Health();
        Optional<ReloadingSslContext> managementTls =
                ListenerTls.of("management.tls", config.management().tls());
        processMetrics = new ProcessMetrics(registry);
        HostPort listen = config.management().listen();
        management = Listening.on(
                "management.listen",
                listen,
                () -> ManagementServer.start(
                        listen.address(), managementTls.map(context -> context), registry, health));
        tlsReloads = TlsReloads.every(RELOAD_EVERY, managementTls.stream().toList());
        health.started();
        LOG.info(
                "listening keys={} management={} tls={} provider={}",
                secrets.keys().fingerprint(),
                listeners().get(0),
                managementTls.isPresent(),
                TlsContexts.provider());
    }

    /**
     * Starts a server; returns once it listens.
     *
     * @throws CommandFailure if a part cannot be started
     */
    public static Acs start(AcsConfig config) {
        return new Acs(config);
    }

    private static Path directory(StoreUrl url) {
        if (url instanceof StoreUrl.Embedded embedded) {
            return embedded.directory();
        }
        throw new CommandFailure("store.url: this build has no Redis store");
    }

    /** Where metrics and health are served in fact. */
    public List<HostPort> listeners() {
        return List.of(new HostPort(
                management.address().getAddress().getHostAddress(),
                management.address().getPort()));
    }

    @Override
    public void close() {
        health.stopping();
        tlsReloads.close();
        management.close();
        processMetrics.close();
    }
}

package org.reactiveacs.main;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.reactiveacs.cluster.Membership;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.main.config.AcsConfig;
import org.reactiveacs.main.config.StoreUrl;
import org.reactiveacs.main.config.TlsConfig;
import org.reactiveacs.metrics.Health;
import org.reactiveacs.metrics.HealthCheck;
import org.reactiveacs.metrics.NodeInfo;
import org.reactiveacs.metrics.NodeMetrics;
import org.reactiveacs.tls.ReloadingSslContext;
import org.reactiveacs.tls.TlsContexts;

/** What operators are told of the node itself: what it is, whether it is ready and why not, its place among the others, its certificates. */
record NodeWatch(Health health, NodeMetrics metrics) {

    /** A health check that is a meter, too. */
    void check(String name, Supplier<Optional<String>> trouble) {
        var check = HealthCheck.of(
                name, () -> trouble.get().map(HealthCheck.Result::down).orElseGet(HealthCheck.Result::up));
        health.add(check);
        metrics.ready(check);
    }

    /** The node among the others. */
    void membership(Membership membership) {
        check("cluster", membership::trouble);
        var leases = membership.leases();
        metrics.leases(() -> leases.held().size(), () -> (int) IntStream.range(0, Partitions.COUNT)
                .filter(partition -> leases.holder(partition).isEmpty())
                .count());
        metrics.members(() -> membership.members().size());
        metrics.clockOffset(membership::clockOffset);
    }

    /** A listener's certificate, if it has one. */
    void certificate(String listener, Optional<ReloadingSslContext> tls) {
        tls.ifPresent(context -> metrics.certificate(listener, context::expires));
    }

    static NodeInfo info(AcsConfig config, Instant started) {
        return new NodeInfo(
                config.node().nameOrHost(),
                Version.number(),
                Version.commit(),
                Runtime.version().toString(),
                started,
                config.store().url() instanceof StoreUrl.Redis redis ? redis.kind() : "embedded",
                TlsContexts.provider().name().toLowerCase(Locale.ROOT),
                features(config));
    }

    private static List<String> features(AcsConfig config) {
        var features = new ArrayList<String>();
        add(features, "cwmp.tls", isOn(config.cwmp().tls()));
        add(features, "api.tls", isOn(config.api().tls()));
        add(features, "management.tls", isOn(config.management().tls()));
        add(features, "cwmp.overload", config.cwmp().overload().enabled());
        add(features, "stun", config.stun().listen().isPresent());
        add(features, "xmpp", config.xmpp().jid().isPresent());
        add(features, "hooks", config.hooks().secret().isPresent());
        return features;
    }

    private static void add(List<String> features, String name, boolean isOn) {
        if (isOn) {
            features.add(name);
        }
    }

    private static boolean isOn(TlsConfig tls) {
        return tls.certificate().isPresent();
    }
}

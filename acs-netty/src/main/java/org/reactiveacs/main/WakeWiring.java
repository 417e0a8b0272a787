package org.reactiveacs.main;

import io.netty.channel.EventLoopGroup;
import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.reactiveacs.auth.DerivedPasswords;
import org.reactiveacs.connreq.ClusterWake;
import org.reactiveacs.connreq.ConnectionRequests;
import org.reactiveacs.connreq.Targets;
import org.reactiveacs.device.Credential;
import org.reactiveacs.keys.KeyRing;
import org.reactiveacs.main.config.ConnreqConfig;
import org.reactiveacs.main.config.Network;
import org.reactiveacs.main.config.Secret;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.port.Ids;

/** Connection requests as the configuration wants them. */
final class WakeWiring {
    private static final Duration ON_THE_WAY = Duration.ofSeconds(5);

    private WakeWiring() {}

    /**
     * @param loops that do the work
     * @param isBusy whether the node has its hands full with devices that call
     */
    static ClusterWake open(
            ConnreqConfig config,
            StoreWiring wiring,
            KeyRing keys,
            Ids ids,
            EventLoopGroup loops,
            BooleanSupplier isBusy,
            AcsMetrics metrics) {
        var here = new ConnectionRequests(
                settings(config),
                wiring.store(),
                new DerivedPasswords(keys, "connection-request"),
                loops,
                isBusy,
                metrics);
        var patience = config.giveUp().plus(config.callWithin()).plus(ON_THE_WAY);
        return new ClusterWake(here, wiring.membership(), wiring.mail(), ids, patience);
    }

    private static ConnectionRequests.Settings settings(ConnreqConfig config) {
        return new ConnectionRequests.Settings(
                config.networks().map(WakeWiring::targets).orElseGet(Targets::elsewhere),
                config.sources().orElse(List.of()).stream()
                        .map(Network::address)
                        .toList(),
                config.basic(),
                config.username()
                        .map(name -> new Credential(
                                name, config.password().map(Secret::reveal).orElse("")))
                        .orElse(null),
                new ConnectionRequests.Amounts(
                        config.queue(), config.atOnce(), config.perSecond(), config.callWithin(), config.giveUp()));
    }

    private static Targets targets(List<Network> networks) {
        return Targets.in(networks.stream()
                .map(network -> new IpSubnetFilterRule(network.address(), network.prefix(), IpFilterRuleType.ACCEPT))
                .toList());
    }
}

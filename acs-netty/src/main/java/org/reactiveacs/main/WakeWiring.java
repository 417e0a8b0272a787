package org.reactiveacs.main;

import io.netty.channel.EventLoopGroup;
import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.auth.DerivedPasswords;
import org.reactiveacs.connreq.BulkRunner;
import org.reactiveacs.connreq.ClusterWake;
import org.reactiveacs.connreq.ConnectionRequests;
import org.reactiveacs.connreq.DeviceTrust;
import org.reactiveacs.connreq.Directory;
import org.reactiveacs.connreq.Route;
import org.reactiveacs.connreq.Watches;
import org.reactiveacs.device.Credential;
import org.reactiveacs.device.PathNames;
import org.reactiveacs.keys.KeyRing;
import org.reactiveacs.load.Headroom;
import org.reactiveacs.main.config.AcsConfig;
import org.reactiveacs.main.config.ConnreqConfig;
import org.reactiveacs.main.config.Network;
import org.reactiveacs.main.config.PerNetworkConfig;
import org.reactiveacs.main.config.Secret;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.outbound.Targets;
import org.reactiveacs.port.Ids;
import org.reactiveacs.port.Linger;
import org.reactiveacs.tls.TlsContexts;
import org.reactiveacs.tls.TlsException;

/**
 * Connection requests as the configuration wants them.
 *
 * @param wake asks devices to call, and hears of those that do
 * @param linger keeps the sessions of those open for whom somebody waits
 */
record WakeWiring(ClusterWake wake, Linger linger) {
    private static final Duration ON_THE_WAY = Duration.ofSeconds(5);

    /**
     * What the work is done with.
     *
     * @param loops that do it
     * @param headroom of this node, beside the devices that call by themselves
     * @param names of parameters in filters
     */
    record Tools(
            EventLoopGroup loops,
            Headroom headroom,
            Supplier<PathNames> names,
            Ids ids,
            InstantSource clock,
            AcsMetrics metrics) {}

    /** @param parts take what is to be closed */
    static WakeWiring open(AcsConfig all, StoreWiring wiring, KeyRing keys, Tools tools, Parts parts) {
        var config = all.connreq();
        var xmpp = XmppWiring.open(all.xmpp(), all.node().nameOrHost(), config.callWithin(), tools.metrics(), parts);
        StunWiring.open(all.stun(), wiring, keys, tools.loops(), tools.metrics(), parts);
        var settings = settings(config);
        var stun = StunWiring.route(all.stun(), wiring, settings.targets(), tools.ids(), tools.clock());
        var watches = parts.add(new Watches(config.linger(), patience(config), wiring.membership(), wiring.mail()));
        var here = new ConnectionRequests(
                settings,
                new Directory(
                        wiring.store(),
                        new DerivedPasswords(keys, "connection-request"),
                        common(config),
                        watches::isLingering),
                Stream.<Optional<? extends Route>>of(stun, xmpp)
                        .<Route>flatMap(Optional::stream)
                        .toList(),
                new ConnectionRequests.Tools(tools.loops(), tools.headroom(), tools.metrics()));
        var wake = parts.add(new ClusterWake(
                here,
                watches,
                new ClusterWake.Nodes(wiring.membership(), wiring.mail()),
                tools.ids(),
                patience(config)));
        parts.add(new BulkRunner(
                new BulkRunner.Devices(wiring.store(), tools.names()),
                here,
                wiring.membership(),
                tools.clock(),
                Math.max(1, config.queue() / 2)));
        return new WakeWiring(wake, watches);
    }

    private static @Nullable Credential common(ConnreqConfig config) {
        return config.username()
                .map(name -> new Credential(
                        name, config.password().map(Secret::reveal).orElse("")))
                .orElse(null);
    }

    private static Duration patience(ConnreqConfig config) {
        return config.giveUp().plus(config.callWithin()).plus(ON_THE_WAY);
    }

    private static ConnectionRequests.Settings settings(ConnreqConfig config) {
        return new ConnectionRequests.Settings(
                config.networks().map(WakeWiring::targets).orElseGet(Targets::elsewhere),
                config.sources().orElse(List.of()).stream()
                        .map(Network::address)
                        .toList(),
                config.basic(),
                trust(config),
                config.ways(),
                new ConnectionRequests.Amounts(
                        config.queue(),
                        FileLimit.askedAtOnce(config.atOnce(), FileLimit.ofProcess()),
                        config.perSecond(),
                        config.callWithin(),
                        config.giveUp(),
                        perNetwork(config.perNetwork())));
    }

    private static DeviceTrust trust(ConnreqConfig config) {
        if (config.anyCertificate()) {
            return new DeviceTrust.Any();
        }
        try {
            return config.trust()
                    .<DeviceTrust>map(file -> new DeviceTrust.Signed(TlsContexts.trusting("connreq", "trust", file)))
                    .orElseGet(DeviceTrust.Public::new);
        } catch (TlsException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()));
        }
    }

    private static ConnectionRequests.PerNetwork perNetwork(PerNetworkConfig config) {
        return new ConnectionRequests.PerNetwork(
                config.ipv4Prefix(), config.ipv6Prefix(), config.perSecond(), config.atOnce());
    }

    static Targets targets(List<Network> networks) {
        return Targets.in(networks.stream()
                .map(network -> new IpSubnetFilterRule(network.address(), network.prefix(), IpFilterRuleType.ACCEPT))
                .toList());
    }
}

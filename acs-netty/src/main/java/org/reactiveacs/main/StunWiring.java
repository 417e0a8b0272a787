package org.reactiveacs.main;

import io.netty.channel.EventLoopGroup;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.auth.DerivedPasswords;
import org.reactiveacs.connreq.stun.StunServer;
import org.reactiveacs.connreq.stun.StunSettings;
import org.reactiveacs.connreq.stun.UdpAddress;
import org.reactiveacs.connreq.stun.UdpRoute;
import org.reactiveacs.device.Credential;
import org.reactiveacs.keys.KeyRing;
import org.reactiveacs.main.config.HostPort;
import org.reactiveacs.main.config.Secret;
import org.reactiveacs.main.config.StunConfig;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.outbound.Targets;
import org.reactiveacs.port.Ids;

/** The STUN server as the configuration wants it, and the way to devices that it opens. */
final class StunWiring {
    private static final int DEFAULT_PORT = 3478;

    private StunWiring() {}

    /**
     * Starts the server, if there is to be one.
     *
     * @param loops that do the work
     * @param parts close it
     * @throws CommandFailure if the address cannot be had
     */
    static Optional<StunServer> open(
            StunConfig config,
            StoreWiring wiring,
            KeyRing keys,
            EventLoopGroup loops,
            AcsMetrics metrics,
            Parts parts) {
        var around = new StunServer.Around(
                wiring.membership().self().name(),
                loops,
                wiring.store().bindings(),
                wiring.mail(),
                new DerivedPasswords(keys, "stun"),
                metrics);
        return config.listen()
                .map(listen -> parts.add(
                        Listening.on("stun.listen", listen, () -> StunServer.start(settings(config, listen), around))));
    }

    /**
     * What policies tell devices of where the server is: what stun.publicAddress says, for the address listened on is another one at each node,
     * and devices would be sent from one to the next. Empty if there is no server, or nothing is said.
     */
    static Optional<HostPort> told(StunConfig config) {
        return config.listen().flatMap(listen -> config.publicAddress()).map(StunWiring::parsed);
    }

    private static HostPort parsed(String address) {
        boolean hasPort = address.indexOf(':') >= 0 && !address.endsWith("]");
        return HostPort.parse(hasPort ? address : address + ":" + DEFAULT_PORT);
    }

    /** The way through NATs; there is one where there is a server. */
    static Optional<UdpRoute> route(
            StunConfig config, StoreWiring wiring, Targets targets, Ids ids, InstantSource clock) {
        var around =
                new UdpRoute.Around(wiring.store().bindings(), wiring.membership(), wiring.mail(), targets, ids, clock);
        return config.listen().map(listen -> new UdpRoute(around, config.callWithin()));
    }

    private static StunSettings settings(StunConfig config, HostPort listen) {
        return new StunSettings(
                listen.address(),
                config.publicAddress()
                        .flatMap(address -> UdpAddress.parse(address, DEFAULT_PORT))
                        .orElse(null),
                StunSettings.Integrity.valueOf(config.integrity().name()),
                common(config),
                new StunSettings.Limits(config.lifetime(), config.bindings(), config.perAddress()));
    }

    private static @Nullable Credential common(StunConfig config) {
        return config.username()
                .map(name -> new Credential(
                        name, config.password().map(Secret::reveal).orElse("")))
                .orElse(null);
    }
}

package org.reactiveacs.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.cluster.LocalMail;
import org.reactiveacs.cluster.LocalMembership;
import org.reactiveacs.cluster.Member;
import org.reactiveacs.connreq.stun.StunMessage;
import org.reactiveacs.connreq.stun.StunServer;
import org.reactiveacs.connreq.stun.StunType;
import org.reactiveacs.connreq.stun.StunWriter;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.endpoint.CwmpLoops;
import org.reactiveacs.keys.KeyRing;
import org.reactiveacs.main.config.ConfigLoader;
import org.reactiveacs.main.config.HostPort;
import org.reactiveacs.main.config.StunConfig;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.outbound.Targets;
import org.reactiveacs.port.RandomIds;
import org.reactiveacs.store.embedded.EmbeddedStore;

class StunWiringTest {
    private static final int PATIENCE_MILLIS = 10_000;

    @TempDir
    Path directory;

    private final Parts parts = new Parts();

    @AfterEach
    void close() {
        parts.close();
    }

    private static StunConfig config(String... settings) {
        return ConfigLoader.load(Optional.empty(), Map.of(), List.of(settings)).stun();
    }

    private StoreWiring store() {
        var mail = new LocalMail();
        var self = new Member("run", "node", "1", Clock.systemUTC().instant(), 1, 0);
        var store = parts.add(
                EmbeddedStore.open(new EmbeddedStore.Settings(directory, IdentityScheme.OUI_SERIAL, null), mail));
        return new StoreWiring(store, mail, new LocalMembership(self, () -> 0));
    }

    private Optional<StunServer> open(StunConfig config, StoreWiring wiring) {
        return StunWiring.open(
                config,
                wiring,
                KeyRing.generate(new SecureRandom()),
                parts.add(new CwmpLoops()).group(),
                new AcsMetrics(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)),
                parts);
    }

    @Test
    void policiesTellDevicesOfThePublicAddressAndNeverOfANodesOwn() {
        assertThat(StunWiring.told(config())).isEmpty();
        assertThat(StunWiring.told(config("stun.publicAddress=stun.example.net")))
                .isEmpty();
        assertThat(StunWiring.told(config("stun.listen=0.0.0.0:3478"))).isEmpty();
        assertThat(StunWiring.told(config("stun.listen=127.0.0.1:3479"))).isEmpty();
        var any = "stun.listen=0.0.0.0:5000";
        assertThat(StunWiring.told(config(any, "stun.publicAddress=stun.example.net")))
                .contains(new HostPort("stun.example.net", 3478));
        assertThat(StunWiring.told(config(any, "stun.publicAddress=stun.example.net:3500")))
                .contains(new HostPort("stun.example.net", 3500));
        assertThat(StunWiring.told(config(any, "stun.publicAddress=[2001:db8::1]")))
                .contains(new HostPort("2001:db8::1", 3478));
        assertThat(StunWiring.told(config(any, "stun.publicAddress=[2001:db8::1]:3500")))
                .contains(new HostPort("2001:db8::1", 3500));
    }

    @Test
    void withoutAnAddressThereIsNeitherServerNorRoute() {
        var wiring = store();

        assertThat(open(config(), wiring)).isEmpty();
        assertThat(StunWiring.route(
                        config(), wiring, Targets.elsewhere(), new RandomIds(Clock.systemUTC()), Clock.systemUTC()))
                .isEmpty();
    }

    @Test
    void devicesAreToldThePublicAddressAsTheServersOwn() throws Exception {
        var config = config("stun.listen=127.0.0.1:0", "stun.publicAddress=203.0.113.9");
        var wiring = store();

        var server = open(config, wiring).orElseThrow();

        assertThat(StunWiring.route(
                        config, wiring, Targets.elsewhere(), new RandomIds(Clock.systemUTC()), Clock.systemUTC()))
                .isPresent();
        byte[] request = new StunWriter(StunType.BINDING_REQUEST, new byte[16]).end();
        try (var socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.send(new DatagramPacket(request, request.length, server.address()));
            var packet = new DatagramPacket(new byte[1500], 1500);
            socket.receive(packet);
            var answer = StunMessage.parse(Arrays.copyOf(packet.getData(), packet.getLength()))
                    .orElseThrow();
            assertThat(answer.address(StunType.SOURCE_ADDRESS)).contains(new InetSocketAddress("203.0.113.9", 3478));
        }
    }

    @Test
    void anAddressThatIsTakenIsNamed() throws Exception {
        try (var taken = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            var config = config("stun.listen=127.0.0.1:" + taken.getLocalPort());
            var wiring = store();

            assertThatThrownBy(() -> open(config, wiring))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("stun.listen: cannot listen on 127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("the address is already in use");
        }
    }
}

package org.reactiveacs.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.cwmp.InformBuilder.anInform;
import static org.reactiveacs.endpoint.RawConnection.head;

import io.netty.handler.ssl.ClientAuth;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactiveacs.cwmp.GetRPCMethods;
import org.reactiveacs.cwmp.GetRPCMethodsResponse;
import org.reactiveacs.cwmp.Inform;
import org.reactiveacs.cwmp.InformResponse;
import org.reactiveacs.tls.Certificates;
import org.reactiveacs.tls.TlsContexts;

/** A balancer tells by a PROXY preamble whose connection it is; nobody else may. */
class ProxyPreambleTest {

    private static final String LOOPBACK = "127.0.0.0/8";

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private RunningEndpoint endpoint;

    private RawConnection start(RunningEndpoint.Options options) {
        endpoint = new RunningEndpoint(directory.resolve("store"), options);
        return endpoint.connect();
    }

    private RawConnection behindBalancer() {
        return start(new RunningEndpoint.Options().behind(LOOPBACK));
    }

    @AfterEach
    void stop() {
        endpoint.close();
    }

    private static Inform inform() {
        return anInform().from("00D09E", "1").with("1 BOOT").build();
    }

    private @Nullable String visitor() {
        return endpoint.head().visits().get(0).peer();
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.7", "2001:db8:0:7::1"})
    void theVisitIsTheCpesAndNotTheBalancers(String cpe) {
        var connection = behindBalancer();
        connection.send(ProxyPreamble.from(cpe));

        assertThat(connection.post(inform()).message()).isEqualTo(new InformResponse(1));
        assertThat(visitor()).isEqualTo(cpe);
    }

    @ParameterizedTest
    @CsvSource({"TCP4, 203.0.113.7, 198.51.100.1", "TCP6, 2001:db8::7, 2001:db8::1"})
    void theFirstVersionIsUnderstoodToo(String protocol, String cpe, String balancer) {
        var connection = behindBalancer();
        connection.send(ProxyPreamble.text(protocol + " " + cpe + " " + balancer + " 4711 7547"));

        assertThat(connection.post(inform()).status()).isEqualTo(200);
        assertThat(visitor()).isEqualTo(cpe);
    }

    @Test
    void aPreambleMayComeInPiecesAndWithTheRequestBehindIt() {
        var connection = behindBalancer();
        var preamble = ProxyPreamble.from("203.0.113.7");
        for (int i = 0; i < 20; i++) {
            connection.send(new byte[] {preamble[i]});
        }
        connection.send(Arrays.copyOfRange(preamble, 20, preamble.length));

        assertThat(connection.post(inform()).status()).isEqualTo(200);
        assertThat(visitor()).isEqualTo("203.0.113.7");
        try (var together = endpoint.connect()) {
            together.send(ProxyPreamble.text("TCP4 203.0.113.8 198.51.100.1 4711 7547"));
            assertThat(together.post(inform()).status()).isEqualTo(200);
        }
        assertThat(visitor()).isEqualTo("203.0.113.8");
    }

    @Test
    void itStandsBeforeTls() throws Exception {
        var certificates = new Certificates(directory);
        var options = RunningEndpoint.Options.digest().behind(LOOPBACK);
        options.tls = Optional.of(TlsContexts.reloading(certificates.settings(ClientAuth.REQUIRE)));
        endpoint = new RunningEndpoint(directory.resolve("store"), options);
        int port = endpoint.server.address().getPort();
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream().write(ProxyPreamble.from("203.0.113.7"));
        SSLSocketFactory tls =
                certificates.client(certificates.issue("00D09E-1")).getSocketFactory();

        try (var connection = new RawConnection(tls.createSocket(socket, "127.0.0.1", port, true))) {
            assertThat(connection.post(inform()).status())
                    .as("the certificate on a connection of its own is the CPE's")
                    .isEqualTo(200);
        }
        assertThat(visitor()).isEqualTo("203.0.113.7");
    }

    @Test
    void fromElsewhereItEndsTheConnectionAndIsCounted() {
        var stranger = start(new RunningEndpoint.Options().behind("10.0.0.0/8"));
        stranger.send(ProxyPreamble.from("10.0.0.1"));
        assertThat(stranger.isClosedByPeer()).isTrue();
        try (var another = endpoint.connect()) {
            another.send(ProxyPreamble.text("TCP4 10.0.0.1 198.51.100.1 4711 7547"));
            assertThat(another.isClosedByPeer()).isTrue();
        }

        assertThat(endpoint.counted("acs.refused", "reason", "proxy-preamble")).isEqualTo(2);
        try (var neighbour = endpoint.connect()) {
            assertThat(neighbour.post(inform()).status()).isEqualTo(200);
        }
        assertThat(visitor()).isEqualTo("127.0.0.1");
    }

    @Test
    void withoutBalancersNobodyMaySendOne() {
        var stranger = start(new RunningEndpoint.Options());
        stranger.send(ProxyPreamble.from("203.0.113.7"));

        assertThat(stranger.isClosedByPeer()).isTrue();
        assertThat(endpoint.counted("acs.refused", "reason", "proxy-preamble")).isEqualTo(1);
    }

    @Test
    void aBrokenPreambleOfABalancerEndsItsConnectionAndIsCountedOnce() {
        var connection = behindBalancer();
        connection.send(ProxyPreamble.text("TCP4 203.0.113.777 198.51.100.1 4711 7547"));

        assertThat(connection.isClosedByPeer()).isTrue();
        endpoint.server.close();
        endpoint.loops.close(); // What was begun on them is done then.
        assertThat(endpoint.counted("acs.refused", "reason", "bad-preamble")).isEqualTo(1);
    }

    @Test
    void healthChecksAreHarmless() {
        behindBalancer().close();
        var checks = List.of(
                ProxyPreamble.local(),
                ProxyPreamble.text("UNKNOWN"),
                "PRO".getBytes(StandardCharsets.US_ASCII),
                Arrays.copyOf(ProxyPreamble.from("203.0.113.7"), 20));
        for (var check : checks) {
            try (var probe = endpoint.connect()) {
                probe.send(check);
            }
        }

        try (var cpe = endpoint.connect()) {
            assertThat(cpe.post(inform()).status()).isEqualTo(200);
        }
        endpoint.server.close();
        endpoint.loops.close();
        assertThat(endpoint.registry.find("acs.refused").counters()).isEmpty();
    }

    @Test
    void aConnectionThatABalancerNamedStandsForTheCookie() {
        var connection = behindBalancer();
        connection.send(ProxyPreamble.from("203.0.113.7"));
        connection.post(inform());

        assertThat(connection.post(new GetRPCMethods()).message()).isInstanceOf(GetRPCMethodsResponse.class);
        assertThat(connection
                        .post(new GetRPCMethods(), "X-Forwarded-For: 203.0.113.7")
                        .message())
                .isInstanceOf(GetRPCMethodsResponse.class);
    }

    @Test
    void whatACpeSaysOfItselfBehindAPreambleIsNotBelieved() {
        var connection = behindBalancer();
        connection.send(ProxyPreamble.from("203.0.113.7"));

        connection.post(inform(), "X-Forwarded-For: 192.0.2.1");

        assertThat(visitor()).isEqualTo("203.0.113.7");
    }

    @Test
    void theLimitForStrangersIsTheCpesOwn() {
        try (var stranger = behindBalancer()) {
            stranger.send(ProxyPreamble.from("203.0.113.7"));
            for (int i = 0; i < Strangers.MAX_SEEN; i++) {
                stranger.send(head("GET / HTTP/1.1", -1));
                assertThat(stranger.receive().status()).isEqualTo(405);
            }
            stranger.send(head("GET / HTTP/1.1", -1));
            assertThat(stranger.isClosedByPeer()).isTrue();
        }

        try (var other = endpoint.connect()) {
            other.send(ProxyPreamble.from("203.0.113.8"));
            other.send(head("GET / HTTP/1.1", -1));
            assertThat(other.receive().status()).isEqualTo(405);
        }
    }
}

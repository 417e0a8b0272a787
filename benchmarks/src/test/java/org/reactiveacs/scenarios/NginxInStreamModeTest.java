package org.reactiveacs.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.rig.Await;
import org.reactiveacs.simulator.fleet.Fleet;
import org.reactiveacs.simulator.fleet.Lines;
import org.reactiveacs.store.redis.server.RedisServers;
import org.reactiveacs.store.redis.server.StandaloneRedis;

/** deploy/nginx/nginx.conf: connections pass through to two nodes, and a preamble names the CPE. */
@Tag("scenario")
final class NginxInStreamModeTest {
    private static final int DEVICES = 200;
    private static final int PATIENCE_MILLIS = 30_000;
    private static final String DEVICE = "02AC50-CERT000001";
    private static final String INFORM = """
            <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:cwmp="urn:dslforum-org:cwmp-1-0">
            <soap:Header><cwmp:ID soap:mustUnderstand="1">1</cwmp:ID></soap:Header>
            <soap:Body><cwmp:Inform><DeviceId><Manufacturer>Acme</Manufacturer><OUI>02AC50</OUI><ProductClass>Box</ProductClass>
            <SerialNumber>CERT000001</SerialNumber></DeviceId>
            <Event><EventStruct><EventCode>1 BOOT</EventCode><CommandKey></CommandKey></EventStruct></Event>
            <MaxEnvelopes>1</MaxEnvelopes><CurrentTime>2026-01-01T00:00:00Z</CurrentTime><RetryCount>0</RetryCount>
            <ParameterList></ParameterList></cwmp:Inform></soap:Body></soap:Envelope>
            """;

    @RegisterExtension
    static final StandaloneRedis REDIS = RedisServers.standalone();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @BeforeEach
    void startEmpty() {
        Program.require("nginx");
        REDIS.flush();
    }

    private Site site(List<String> more) throws Exception {
        return Site.behindNginx(directory, Nginx.Mode.STREAM, List.of(REDIS.url(), REDIS.url()), more);
    }

    @Test
    void visitsShowTheCpesOwnAddressesAndCookielessCpesAreServedToo() throws Exception {
        try (Site site = site(List.of())) {
            TestFleet devices = site.fleet("NGX", DEVICES);

            serve(site, devices);

            assertThat(site.orders().peers(devices.serials()))
                    .isEqualTo(IntStream.rangeClosed(1, DEVICES)
                            .mapToObj(number -> "127.9.0." + number)
                            .toList());
        }
    }

    @Test
    void whenANodeIsKilledTheOtherServesAll() throws Exception {
        try (Site site = site(List.of())) {
            serve(site, site.fleet("BOTH", DEVICES));
            site.nodes().get(0).kill();

            serve(site, site.fleet("ONE", DEVICES));
        }
    }

    private static void serve(Site site, TestFleet devices) throws Exception {
        List<String> serials = devices.serials();
        site.orders().setOwnSerial(serials);
        try (Fleet fleet = devices.callInTurn(TestFleet.fromOwnAddresses(Lines.Cookies.MIXED))) {
            Await.until("all have called", Duration.ofMinutes(3), devices::allServed);
            assertThat(fleet.stop().failed())
                    .as(fleet.lastFailure() + site.warnings())
                    .isZero();
        }
        assertThat(site.orders().statuses(serials)).containsOnly("done");
        assertThat(serials)
                .allSatisfy(serial -> assertThat(devices.values(serial)).containsExactly(serial));
    }

    @Test
    void clientCertificatesReachTheNodes() throws Exception {
        X509Bundle authority = SiteCertificates.authority();
        X509Bundle server = SiteCertificates.issue(authority, "localhost");
        Files.writeString(directory.resolve("ca.pem"), authority.getCertificatePEM());
        Files.writeString(directory.resolve("node.pem"), server.getCertificatePathPEM());
        Files.writeString(directory.resolve("node.key"), server.getPrivateKeyPEM());
        List<String> tls = List.of(
                "cwmp.tls.certificate=" + directory.resolve("node.pem"),
                "cwmp.tls.key=" + directory.resolve("node.key"),
                "cwmp.tls.clientCa=" + directory.resolve("ca.pem"),
                "cwmp.tls.clientAuth=required");

        try (Site site = site(tls)) {
            var own = SiteCertificates.client(authority, SiteCertificates.issue(authority, DEVICE));
            assertThat(inform(site, own)).startsWith("HTTP/1.1 200 ").contains("InformResponse");

            var foreign = SiteCertificates.client(authority, SiteCertificates.issue(authority, "02AC50-CERT000002"));
            assertThat(inform(site, foreign)).matches("(?s)HTTP/1.1 40[13] .*");

            SSLContext none = SiteCertificates.client(authority, null);
            assertThatThrownBy(() -> inform(site, none)).isInstanceOf(IOException.class);
        }
    }

    /** The answer to an Inform from an address that is not the balancer's own: whose connection it is would not be clear else. */
    private static String inform(Site site, SSLContext tls) throws IOException {
        byte[] body = INFORM.getBytes(StandardCharsets.UTF_8);
        String head =
                "POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: text/xml; charset=utf-8\r\n"
                        + "Content-Length: " + body.length + "\r\n\r\n";
        InetAddress loopback = InetAddress.getLoopbackAddress();
        InetAddress device = InetAddress.getByName("127.9.0.7");
        try (Socket socket = tls.getSocketFactory().createSocket(loopback, site.cwmpPort(), device, 0)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

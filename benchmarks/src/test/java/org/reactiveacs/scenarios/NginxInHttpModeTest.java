package org.reactiveacs.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
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

/** deploy/nginx/nginx-http.conf: requests of many CPEs go over the same connections, each to either node. */
@Tag("scenario")
final class NginxInHttpModeTest {
    private static final int DEVICES = 200;

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

    private Site site(Nginx.Mode mode) throws Exception {
        return Site.behindNginx(directory, mode, List.of(REDIS.url(), REDIS.url()), List.of());
    }

    @Test
    void noDeviceGetsWhatIsAnothersAndThoseWithCookiesSucceed() throws Exception {
        try (Site site = site(Nginx.Mode.HTTP)) {
            TestFleet good = site.fleet("COOKIE", DEVICES);
            TestFleet poor = site.fleet("PLAIN", DEVICES);
            site.orders().setOwnSerial(good.serials());
            site.orders().setOwnSerial(poor.serials());

            try (Fleet without = poor.call(Duration.ZERO, TestFleet.fromOwnAddresses(Lines.Cookies.NO));
                    Fleet withCookies = good.callInTurn(TestFleet.fromOwnAddresses(Lines.Cookies.YES))) {
                Await.until(
                        "all have called",
                        Duration.ofMinutes(3),
                        () -> good.allServed() && without.sessions() + without.failed() >= DEVICES);
                assertThat(withCookies.stop().failed())
                        .as(withCookies.lastFailure() + site.warnings())
                        .isZero();
            }

            assertThat(poor.serials())
                    .allSatisfy(serial -> assertThat(poor.values(serial)).isSubsetOf(serial));
            assertServed(site, good);
        }
    }

    @Test
    void tlsMayEndAtNginx() throws Exception {
        X509Bundle certificate = SiteCertificates.issue(SiteCertificates.authority(), "localhost");
        Files.writeString(directory.resolve("cwmp.pem"), certificate.getCertificatePathPEM());
        Files.writeString(directory.resolve("cwmp.key"), certificate.getPrivateKeyPEM());

        try (Site site = site(Nginx.Mode.HTTPS)) {
            TestFleet devices = site.fleetOverTls("TLS", DEVICES);
            site.orders().setOwnSerial(devices.serials());

            try (Fleet fleet = devices.callInTurn(TestFleet.fromOwnAddresses(Lines.Cookies.YES))) {
                Await.until("all have called", Duration.ofMinutes(3), devices::allServed);
                assertThat(fleet.stop().failed())
                        .as(fleet.lastFailure() + site.warnings())
                        .isZero();
            }

            assertServed(site, devices);
        }
    }

    private static void assertServed(Site site, TestFleet devices) {
        assertThat(site.orders().statuses(devices.serials())).containsOnly("done");
        assertThat(devices.serials())
                .allSatisfy(serial -> assertThat(devices.values(serial)).containsExactly(serial));
        assertThat(site.orders().peers(devices.serials()))
                .isEqualTo(IntStream.rangeClosed(1, DEVICES)
                        .mapToObj(number -> "127.9.0." + number)
                        .toList());
    }
}

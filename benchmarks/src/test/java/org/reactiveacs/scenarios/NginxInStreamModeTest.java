package org.reactiveacs.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

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

/** deploy/nginx/nginx.conf: connections pass through to two nodes, and a preamble names the CPE. */
@Tag("scenario")
final class NginxInStreamModeTest {
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
}

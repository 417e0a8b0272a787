package org.reactiveacs.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.rig.Await;
import org.reactiveacs.simulator.fleet.Fleet;
import org.reactiveacs.simulator.fleet.Lines;

/** deploy/haproxy/haproxy.cfg: connections pass through, and a preamble names the CPE. */
@Tag("scenario")
final class HaproxyInTcpModeTest {
    private static final int DEVICES = 100;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @BeforeEach
    void requireHaproxy() {
        Program.require("haproxy");
    }

    @Test
    void visitsShowTheCpesOwnAddressesAndCookielessCpesAreServedToo() throws Exception {
        try (Site site = new Site(directory, Haproxy.Mode.TCP, List.of("embedded:" + directory.resolve("data")))) {
            TestFleet devices = site.fleet("TCP", DEVICES);
            List<String> serials = devices.serials();
            site.orders().setOwnSerial(serials);

            try (Fleet fleet = devices.callInTurn(TestFleet.fromOwnAddresses(Lines.Cookies.MIXED))) {
                Await.until("all have called", Duration.ofMinutes(3), devices::allServed);
                assertThat(fleet.stop().failed()).as(fleet.lastFailure()).isZero();
            }

            assertThat(site.orders().statuses(serials)).containsOnly("done");
            assertThat(serials)
                    .allSatisfy(serial -> assertThat(devices.values(serial)).containsExactly(serial));
            assertThat(site.orders().peers(serials))
                    .isEqualTo(IntStream.rangeClosed(1, DEVICES)
                            .mapToObj(number -> "127.9.0." + number)
                            .toList());
        }
    }
}

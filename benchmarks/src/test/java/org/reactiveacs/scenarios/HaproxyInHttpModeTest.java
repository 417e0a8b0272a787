package org.reactiveacs.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.rig.Await;
import org.reactiveacs.simulator.fleet.Fleet;
import org.reactiveacs.simulator.fleet.Lines;

/** deploy/haproxy/haproxy-http.cfg: requests of many CPEs go over the same connections. */
@Tag("scenario")
final class HaproxyInHttpModeTest {
    private static final int DEVICES = 300;

    /**
     * Those without cookies all at once, so that the requests of different CPEs alternate on a connection; with the others in turn, for a
     * server that has just begun takes no six hundred at a time.
     */
    private static final Duration RAMP = Duration.ZERO;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @BeforeEach
    void requireHaproxy() {
        Program.require("haproxy");
    }

    @Test
    void noDeviceGetsWhatIsAnothersAndThoseWithCookiesSucceed() throws Exception {
        try (Site site = new Site(directory, Haproxy.Mode.HTTP, List.of("embedded:" + directory.resolve("data")))) {
            TestFleet good = site.fleet("COOKIE", DEVICES);
            TestFleet poor = site.fleet("PLAIN", DEVICES);
            site.orders().setOwnSerial(good.serials());
            site.orders().setOwnSerial(poor.serials());

            try (Fleet without = poor.call(RAMP, TestFleet.fromOwnAddresses(Lines.Cookies.NO));
                    Fleet withCookies = good.callInTurn(TestFleet.fromOwnAddresses(Lines.Cookies.YES))) {
                Await.until(
                        "all have called",
                        Duration.ofMinutes(3),
                        () -> good.allServed() && without.sessions() + without.failed() >= DEVICES);
                assertThat(withCookies.stop().failed())
                        .as(withCookies.lastFailure())
                        .isZero();
            }

            assertThat(site.haproxy().counter("connection_reuses_total"))
                    .as("requests over connections that others had used")
                    .isGreaterThan(DEVICES);
            assertThat(poor.serials())
                    .allSatisfy(serial -> assertThat(poor.values(serial)).isSubsetOf(serial));
            assertThat(good.serials())
                    .allSatisfy(serial -> assertThat(good.values(serial)).containsExactly(serial));
            assertThat(site.orders().statuses(good.serials())).containsOnly("done");
            assertThat(site.orders().peers(good.serials()).get(DEVICES - 1)).isEqualTo("127.9.1.44");
        }
    }
}

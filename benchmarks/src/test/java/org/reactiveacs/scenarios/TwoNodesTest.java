package org.reactiveacs.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactiveacs.rig.Await;
import org.reactiveacs.simulator.fleet.Fleet;
import org.reactiveacs.simulator.fleet.Lines;
import org.reactiveacs.store.redis.server.RedisServers;
import org.reactiveacs.store.redis.server.StandaloneRedis;

/** Two nodes on one Redis behind HAProxy without stickiness. In HTTP mode each message of a session may go to either. */
@Tag("scenario")
final class TwoNodesTest {
    private static final int DEVICES = 5_000;

    @RegisterExtension
    static final StandaloneRedis REDIS = RedisServers.standalone();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @BeforeEach
    void startEmpty() {
        Program.require("haproxy");
        REDIS.flush();
    }

    @ParameterizedTest
    @EnumSource(Haproxy.Mode.class)
    void noneOfThousandsOfSessionsWithTasksFails(Haproxy.Mode mode) throws Exception {
        try (Site site = new Site(directory, mode, List.of(REDIS.url(), REDIS.url()))) {
            TestFleet devices = site.fleet("TWO", DEVICES);
            List<String> serials = devices.serials();
            site.orders().setOwnSerial(serials);

            try (Fleet fleet = devices.callInTurn(TestFleet.fromOwnAddresses(Lines.Cookies.YES))) {
                Await.until("all have called", Duration.ofMinutes(8), devices::allServed);
                assertThat(fleet.stop().failed())
                        .as(fleet.lastFailure() + site.warnings())
                        .isZero();
            }

            assertThat(site.orders().statuses(serials)).containsOnly("done");
            assertThat(serials)
                    .allSatisfy(serial -> assertThat(devices.values(serial)).containsExactly(serial));
            assertThat(site.haproxy().turnsOf(1)).as("turns of the first node").isGreaterThan(DEVICES / 4);
            assertThat(site.haproxy().turnsOf(2)).as("turns of the second node").isGreaterThan(DEVICES / 4);
        }
    }
}

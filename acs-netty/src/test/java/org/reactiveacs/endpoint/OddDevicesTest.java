package org.reactiveacs.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.cwmp.InformBuilder.anInform;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.anomaly.Anomalies;
import org.reactiveacs.anomaly.Anomaly;
import org.reactiveacs.anomaly.AnomalyKind;
import org.reactiveacs.anomaly.AnomalyRules;
import org.reactiveacs.anomaly.EventMix;
import org.reactiveacs.anomaly.MixRecords;
import org.reactiveacs.cluster.LocalMembership;
import org.reactiveacs.cluster.Member;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.DataModel;
import org.reactiveacs.oddity.Oddities;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.session.MacPaths;
import org.reactiveacs.store.redis.server.Await;

/** Devices that are odd, and others that only seem so, as a node notices them. */
class OddDevicesTest {

    private static final String MAC = "Device.Ethernet.Interface.1.MACAddress";
    private static final String HOME = "192.0.2.1";
    private static final AnomalyRules RULES = new AnomalyRules(
            AnomalyRules.DEFAULT.reboots(),
            AnomalyRules.DEFAULT.sessions(),
            AnomalyRules.DEFAULT.addresses(),
            AnomalyRules.DEFAULT.duplicates(),
            AnomalyRules.DEFAULT.failures(),
            new AnomalyRules.Mix(5, 20));

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private RunningEndpoint endpoint;

    @SuppressWarnings("NullAway.Init")
    private Oddities oddities;

    private void start(RunningEndpoint.Options options) {
        options.behind("127.0.0.0/8");
        options.signs = this::watch;
        endpoint = new RunningEndpoint(directory, options);
    }

    private Oddities watch(RunningEndpoint running) {
        var alone = new LocalMembership(new Member("1", "node", "1.0", Instant.EPOCH, 1, 0), () -> 0);
        oddities = OddityRig.watch(running, RULES, alone.leases(), "node");
        return oddities;
    }

    @AfterEach
    void stop() {
        oddities.close();
        endpoint.close();
    }

    private RawConnection.Response call(String serial, String peer, String... events) {
        try (var connection = endpoint.connect()) {
            var inform = anInform().from("00D09E", serial);
            for (var event : events) {
                inform.with(event);
            }
            return connection.post(inform.build(), "X-Forwarded-For: " + peer);
        }
    }

    private void visit(String serial, String peer, String... events) {
        var cookie = call(serial, peer, events).cookie();
        try (var connection = endpoint.connect()) {
            assertThat(connection
                            .postNothing("Cookie: " + cookie, "X-Forwarded-For: " + peer)
                            .status())
                    .isEqualTo(204);
        }
    }

    private List<Anomaly> open() {
        return Objects.requireNonNull(new Anomalies(endpoint.store).all().block());
    }

    private List<AnomalyKind> kinds() {
        return open().stream().map(Anomaly::kind).toList();
    }

    private static void await(BooleanSupplier condition) {
        Await.until("what is odd", condition);
    }

    private void awaitOnly(AnomalyKind kind) {
        await(() -> kinds().equals(List.of(kind)));
        await(() -> oddities.open(kind) == 1);
    }

    /** All signs so far have been looked at once another device's has come to something. */
    private void awaitLooks() {
        for (int i = 0; i < 5; i++) {
            visit("probe", HOME, "1 BOOT");
        }
        await(() -> open().stream().anyMatch(anomaly -> anomaly.id().equals("REBOOT_LOOP:00D09E-probe")));
    }

    private List<DomainEvent.Type> told() {
        return Objects.requireNonNull(endpoint.store
                        .events(Partitions.of(RunningEndpoint.DEVICE), 0, 4096)
                        .block())
                .stream()
                .map(recorded -> recorded.event().type())
                .filter(type -> type.name().startsWith("ANOMALY"))
                .toList();
    }

    private void isOverAfter(Duration time) {
        endpoint.clock.forward(time);
        await(() -> open().isEmpty());
        assertThat(told()).containsExactly(DomainEvent.Type.ANOMALY_RAISED, DomainEvent.Type.ANOMALY_CLEARED);
    }

    @Test
    void aRebootLoopIsNoticedAndOverAfterAnHourOfCalm() {
        start(new RunningEndpoint.Options());
        for (int i = 0; i < 5; i++) {
            visit("1", HOME, "1 BOOT");
            endpoint.clock.forward(Duration.ofMinutes(3));
        }

        awaitOnly(AnomalyKind.REBOOT_LOOP);

        assertThat(open().get(0).reason()).isEqualTo("restarted 5 times within 1h, and nobody asked it to");
        assertThat(endpoint.counted("acs.anomalies.raised", "kind", "reboot-loop"))
                .isEqualTo(1);
        visit("1", HOME, "1 BOOT");
        await(() -> open().get(0).count() == 6);
        isOverAfter(Duration.ofHours(1));
        assertThat(endpoint.counted("acs.anomalies.raised", "kind", "reboot-loop"))
                .isEqualTo(1);
    }

    private long signs() {
        return open().stream()
                .filter(anomaly -> anomaly.id().equals("REBOOT_LOOP:00D09E-1"))
                .mapToLong(Anomaly::count)
                .sum();
    }

    @Test
    void whatGoesOnIsWrittenEveryTwoMinutes() {
        start(new RunningEndpoint.Options());
        for (int i = 0; i < 5; i++) {
            visit("1", HOME, "1 BOOT");
            endpoint.clock.forward(Duration.ofMinutes(1));
        }
        awaitOnly(AnomalyKind.REBOOT_LOOP);

        visit("1", HOME, "1 BOOT");
        awaitLooks();
        await(() -> oddities.open(AnomalyKind.REBOOT_LOOP) == 2);
        assertThat(signs()).as("a minute later, after a round").isEqualTo(5);

        endpoint.clock.forward(Duration.ofMinutes(1));
        visit("1", HOME, "1 BOOT");
        await(() -> signs() == 7);
    }

    @Test
    void anInformStormIsNoticedAndOver() {
        start(new RunningEndpoint.Options());
        for (int i = 0; i < 20; i++) {
            visit("1", HOME, "2 PERIODIC");
            endpoint.clock.forward(Duration.ofSeconds(5));
        }

        awaitOnly(AnomalyKind.INFORM_STORM);

        isOverAfter(Duration.ofMinutes(10));
    }

    @Test
    void aFlappingAddressIsNoticedAndOver() {
        start(new RunningEndpoint.Options());
        for (int i = 0; i < 7; i++) {
            visit("1", "192.0.2." + i, "2 PERIODIC");
            endpoint.clock.forward(Duration.ofMinutes(20));
        }

        awaitOnly(AnomalyKind.FLAPPING_ADDRESS);

        isOverAfter(Duration.ofHours(6));
    }

    @Test
    void twoBoxesThatCutEachOtherOffAreNoticedAndOver() {
        start(new RunningEndpoint.Options());
        for (int i = 0; i < 6; i++) {
            call("1", i % 2 == 0 ? HOME : "198.51.100.9", "2 PERIODIC");
            endpoint.clock.forward(Duration.ofMinutes(2));
        }

        awaitOnly(AnomalyKind.DUPLICATE_IDENTITY);

        isOverAfter(Duration.ofHours(2));
    }

    @Test
    void twoBoxesThatSayWhoTheyAreAreNoticedAtTheSecondTurn() {
        var options = new RunningEndpoint.Options();
        options.macPaths = new MacPaths(Map.of(DataModel.TR181, List.of(MAC)));
        start(options);
        for (int i = 1; i <= 3; i++) {
            endpoint.clock.forward(Duration.ofHours(2));
            try (var connection = endpoint.connect()) {
                var inform =
                        anInform().from("00D09E", "1").with("2 PERIODIC").reporting(MAC, "02:00:00:00:00:0" + (i % 2));
                connection.post(inform.build());
            }
        }

        awaitOnly(AnomalyKind.DUPLICATE_IDENTITY);

        assertThat(open().get(0).reason()).startsWith("seen in turn as ").contains("02:00:00:00:00:01");
        isOverAfter(Duration.ofHours(2));
    }

    private int login(String serial, String password) {
        var basic = Base64.getEncoder()
                .encodeToString(("00D09E-" + serial + ":" + password).getBytes(StandardCharsets.UTF_8));
        try (var connection = endpoint.connect()) {
            return connection
                    .post(
                            anInform().from("00D09E", serial).with("2 PERIODIC").build(),
                            "X-Forwarded-For: 203.0.113.5",
                            "Authorization: Basic " + basic)
                    .status();
        }
    }

    @Test
    void attemptsToCallAsADeviceAreNoticedAndThoseAsNobodyAreNot() {
        start(RunningEndpoint.Options.basic());
        assertThat(login("1", endpoint.derivedPassword())).isEqualTo(200);

        for (int i = 0; i < 10; i++) {
            assertThat(login("unknown", "guess")).isEqualTo(401);
        }
        for (int i = 0; i < 10; i++) {
            assertThat(open()).isEmpty();
            assertThat(login("1", "guess")).isEqualTo(401);
        }

        awaitOnly(AnomalyKind.CREDENTIAL_FAILURES);
        assertThat(open().get(0).reason())
                .isEqualTo("10 attempts to call as this device were refused, the last from 203.0.113.5; "
                        + "the device itself called last from 203.0.113.5");
        assertThat(open().get(0).device()).isEqualTo(RunningEndpoint.DEVICE);
        isOverAfter(Duration.ofHours(1));
    }

    @Test
    void whatWasOrderedAndWhatAllDoAtOnceIsNotOdd() {
        start(new RunningEndpoint.Options());
        for (int i = 0; i < 8; i++) {
            visit("rebooted", HOME, "1 BOOT", "M Reboot");
        }
        for (int i = 0; i < 25; i++) {
            visit("woken", HOME, "6 CONNECTION REQUEST");
        }
        visit("moved", HOME, "2 PERIODIC");
        visit("moved", "198.51.100.9", "2 PERIODIC");
        for (int i = 0; i < 30; i++) {
            visit("booted" + i, HOME, "2 PERIODIC");
            visit("booted" + i, HOME, "1 BOOT");
        }

        awaitLooks();

        assertThat(kinds()).containsExactly(AnomalyKind.REBOOT_LOOP);
    }

    @Test
    void anAnomalyOfADeviceThatIsDeletedIsOver() {
        start(new RunningEndpoint.Options());
        for (int i = 0; i < 5; i++) {
            visit("1", HOME, "1 BOOT");
        }
        awaitOnly(AnomalyKind.REBOOT_LOOP);

        endpoint.store
                .devices()
                .delete(RunningEndpoint.DEVICE, endpoint.write())
                .block();

        await(() -> open().isEmpty());
    }

    /** As many intervals, each with sessions for this reason. */
    private void intervals(int count, String event) {
        for (int i = 0; i < count; i++) {
            for (int n = 0; n < 5; n++) {
                visit("f" + n, HOME, event);
            }
            long interval = EventMix.interval(endpoint.clock.instant());
            endpoint.clock.forward(EventMix.INTERVAL);
            await(() -> usual().interval() >= interval);
        }
    }

    private EventMix usual() {
        return Objects.requireNonNull(
                new MixRecords(endpoint.store.documents()).usual().block());
    }

    @Test
    void aSuddenChangeOfWhatTheFleetCallsForIsOneAnomalyAndOver() {
        start(new RunningEndpoint.Options());
        // To the middle of an interval, so that none ends while its sessions are under way.
        var now = endpoint.clock.instant();
        endpoint.clock.forward(EventMix.INTERVAL
                .plusMillis(EventMix.INTERVAL.toMillis() / 2)
                .minusMillis(now.toEpochMilli() % EventMix.INTERVAL.toMillis()));
        intervals(12, "2 PERIODIC");
        assertThat(open()).isEmpty();

        intervals(1, "4 VALUE CHANGE");

        await(() -> kinds().equals(List.of(AnomalyKind.EVENT_MIX)));
        assertThat(open().get(0))
                .satisfies(anomaly ->
                        assertThat(anomaly.reason()).isEqualTo("4 VALUE CHANGE 100 % of sessions, usually 0.0 %"))
                .satisfies(anomaly -> assertThat(anomaly.device()).isNull());
        intervals(1, "2 PERIODIC");
        await(() -> open().isEmpty());
    }
}

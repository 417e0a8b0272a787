package org.reactiveacs.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.anomaly.AnomalyKind.DUPLICATE_IDENTITY;
import static org.reactiveacs.anomaly.AnomalyKind.FLAPPING_ADDRESS;
import static org.reactiveacs.anomaly.AnomalyKind.INFORM_STORM;
import static org.reactiveacs.anomaly.AnomalyKind.REBOOT_LOOP;
import static org.reactiveacs.store.Arrivals.T0;
import static org.reactiveacs.store.Arrivals.anArrival;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.Earlier;
import org.reactiveacs.device.ModelTraits;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.device.Registration;
import org.reactiveacs.device.Visit;
import org.reactiveacs.store.Arrivals;
import org.reactiveacs.store.Opened;
import org.reactiveacs.store.Reception;
import org.reactiveacs.store.Verdict;

/** What visits tell, of heads that come about as a store has them come about. */
class VisitSignsTest {

    private static final AnomalyRules RULES = AnomalyRules.DEFAULT;
    private static final String HOME = "192.0.2.1";

    private final FirstLook firstLook = new FirstLook(RULES);
    private @Nullable Device head;
    private Instant now = T0;
    private int worthwhile;

    private void pass(Duration time) {
        now = now.plus(time);
    }

    /** The device calls; a session that is under way is cut off. */
    private void call(Arrivals arrivals) {
        var arrival = arrivals.at(now).build();
        var received = Reception.receive(head, Registration.NONE, ModelTraits.NONE, arrival);
        head = Reception.ended(Objects.requireNonNull(received.device()), 1, Visit.End.SUPERSEDED, now);
        worthwhile += firstLook.isWorthwhile(head) ? 1 : 0;
    }

    private void visit(Arrivals arrivals) {
        call(arrivals);
        head = Reception.ended(Objects.requireNonNull(head), 0, Visit.End.COMPLETED, now);
    }

    private static Arrivals with(String... events) {
        var arrivals = anArrival().calling(HOME);
        for (var event : events) {
            arrivals.with(event);
        }
        return arrivals;
    }

    private Sign sign(AnomalyKind kind, ParameterTree tree) {
        var device = Objects.requireNonNull(head);
        var sign = VisitSigns.of(kind, device, tree, now, RULES);
        assertThat(VisitSigns.of(device, tree, now, RULES)).contains(sign);
        return sign;
    }

    private List<AnomalyKind> odd() {
        return head == null
                ? List.of()
                : VisitSigns.of(head, ParameterTree.EMPTY, now, RULES).stream()
                        .filter(Sign::isOdd)
                        .map(Sign::kind)
                        .toList();
    }

    @Test
    void aDeviceThatRestartsAgainAndAgainIsInALoopUntilItHasStoodForAWhile() {
        for (int i = 0; i < 5; i++) {
            assertThat(odd()).isEmpty();
            visit(with("1 BOOT", "4 VALUE CHANGE"));
            pass(Duration.ofMinutes(5));
        }

        assertThat(odd()).containsExactly(REBOOT_LOOP);
        assertThat(sign(REBOOT_LOOP, ParameterTree.EMPTY).reason())
                .isEqualTo("restarted 5 times within 1h, and nobody asked it to");
        pass(Duration.ofMinutes(42));
        assertThat(sign(REBOOT_LOOP, ParameterTree.EMPTY).isOdd()).isFalse();
        assertThat(sign(REBOOT_LOOP, ParameterTree.EMPTY).isCalm())
                .as("three restarts are left")
                .isFalse();
        pass(Duration.ofMinutes(5));
        assertThat(sign(REBOOT_LOOP, ParameterTree.EMPTY).isCalm()).isTrue();
        assertThat(worthwhile).as("the first has none before it").isEqualTo(4);
    }

    @Test
    void restartsThatWereOrderedAndTheSameRestartToldAgainAreNoLoop() {
        for (int i = 0; i < 8; i++) {
            visit(with("1 BOOT", "M Reboot"));
            pass(Duration.ofMinutes(2));
            visit(with("1 BOOT", "M Download", "7 TRANSFER COMPLETE"));
            pass(Duration.ofMinutes(2));
        }

        assertThat(odd()).isEmpty();
    }

    @Test
    void aDeviceThatCallsAllTheTimeMakesAStorm() {
        for (int i = 0; i < 20; i++) {
            assertThat(odd()).isEmpty();
            visit(with("4 VALUE CHANGE"));
            pass(Duration.ofSeconds(20));
        }

        assertThat(odd()).containsExactly(INFORM_STORM);
        assertThat(sign(INFORM_STORM, ParameterTree.EMPTY).reason())
                .isEqualTo(
                        "opened a session 20 times within 10m, and nobody asked it to; the last with 4 VALUE CHANGE");
        assertThat(worthwhile).isEqualTo(19);
    }

    @Test
    void sessionsThatWereAskedForAreNoStorm() {
        for (int i = 0; i < 30; i++) {
            visit(with(i % 2 == 0 ? "6 CONNECTION REQUEST" : "8 DIAGNOSTICS COMPLETE"));
            pass(Duration.ofSeconds(5));
        }

        assertThat(odd()).isEmpty();
    }

    @Test
    void aDeviceThatWasToldToCallSoOftenMakesNoStormWithThat() {
        var told = ParameterTree.of(List.of(
                Parameter.of("Device.ManagementServer.PeriodicInformInterval", "10", ParameterType.UNSIGNED_INT, T0)));
        for (int i = 0; i < 30; i++) {
            visit(with("2 PERIODIC"));
            pass(Duration.ofSeconds(10));
        }

        assertThat(sign(INFORM_STORM, ParameterTree.EMPTY).isOdd()).isTrue();
        assertThat(sign(INFORM_STORM, told).count()).isZero();
    }

    @Test
    void anOrdinaryDeviceIsNotEvenLookedAt() {
        for (int i = 0; i < 40; i++) {
            visit(with("2 PERIODIC"));
            pass(Duration.ofMinutes(15));
        }
        visit(with("1 BOOT"));

        assertThat(worthwhile).as("for its one restart").isEqualTo(1);
        assertThat(odd()).isEmpty();
    }

    @Test
    void anAddressThatChangesAgainAndAgainIsOdd() {
        for (int i = 0; i < 7; i++) {
            assertThat(odd()).isEmpty();
            visit(with("2 PERIODIC").calling("192.0.2." + i));
            pass(Duration.ofMinutes(30));
        }

        assertThat(odd()).containsExactly(FLAPPING_ADDRESS);
        assertThat(sign(FLAPPING_ADDRESS, ParameterTree.EMPTY).reason())
                .isEqualTo("changed its address 6 times within 6h, the last to 192.0.2.6");
    }

    @Test
    void aNewLeaseEachDayAndADeviceWithBothAddressFamiliesAreNotOdd() {
        for (int day = 0; day < 5; day++) {
            for (int i = 0; i < 6; i++) {
                visit(with("2 PERIODIC").calling(i % 2 == 0 ? "192.0.2." + day : "2001:db8::" + day));
                assertThat(odd()).isEmpty();
                pass(Duration.ofHours(4));
            }
        }
    }

    @Test
    void twoBoxesThatCutEachOtherOffAreToldAsThatAlone() {
        for (int i = 0; i < 8; i++) {
            call(with("2 PERIODIC").calling(i % 2 == 0 ? HOME : "198.51.100.9"));
            pass(Duration.ofMinutes(3));
        }

        assertThat(odd()).containsExactly(DUPLICATE_IDENTITY);
    }

    @Test
    void aDeviceThatMovesWithinASessionAndOneThatChangesItsFamilyAreNotTwo() {
        call(with("2 PERIODIC"));
        pass(Duration.ofMinutes(1));
        call(with("2 PERIODIC").calling("198.51.100.9"));
        pass(Duration.ofMinutes(1));
        call(with("2 PERIODIC").calling("198.51.100.9"));
        assertThat(odd()).isEmpty();

        for (int i = 0; i < 8; i++) {
            call(with("2 PERIODIC").calling(i % 2 == 0 ? HOME : "2001:db8::9"));
            pass(Duration.ofMinutes(3));
        }
        assertThat(odd()).isEmpty();
    }

    private boolean showsTwoBoxes(String mac) {
        var before = head;
        call(with("2 PERIODIC").withMac(mac));
        pass(Duration.ofHours(6));
        return firstLook.showsTwoBoxes(new Opened(
                new Verdict.Admitted(),
                head,
                Earlier.of(before, head),
                Registration.NONE,
                List.of(),
                ModelTraits.NONE,
                null));
    }

    @Test
    void twoBoxesThatCallInTurnAreSeenAtEachTurnAndOnlyThen() {
        assertThat(showsTwoBoxes("00:11:22:33:44:01")).isFalse();
        assertThat(showsTwoBoxes("00:11:22:33:44:02")).as("perhaps a new board").isFalse();
        assertThat(showsTwoBoxes("00:11:22:33:44:01")).isTrue();
        assertThat(showsTwoBoxes("00:11:22:33:44:01")).as("the same box again").isFalse();
        assertThat(showsTwoBoxes("00:11:22:33:44:02")).isTrue();
    }
}

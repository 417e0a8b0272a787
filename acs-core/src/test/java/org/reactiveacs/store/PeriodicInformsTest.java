package org.reactiveacs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.store.Arrivals.T0;
import static org.reactiveacs.store.Arrivals.anArrival;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactiveacs.device.Access;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.device.Standing;
import org.reactiveacs.device.Visit;
import org.reactiveacs.store.record.PackedVisits;

class PeriodicInformsTest {

    private static final String PERIODIC = "2 PERIODIC";

    private final List<Visit> visits = new ArrayList<>();

    private PeriodicInformsTest visited(long minute, int retryCount, String... events) {
        visits.add(
                0,
                new Visit(
                        minutes(minute), List.of(events), "192.0.2.1", retryCount, List.of(), Visit.End.COMPLETED, 1));
        return this;
    }

    private static Instant minutes(long minutes) {
        return T0.plus(Duration.ofMinutes(minutes));
    }

    private PeriodicInforms informs(Parameter... tree) {
        var arrival = anArrival().build();
        var contact = new Device.Contact(T0, T0, null, List.of(), "192.0.2.1");
        var head = new Device(
                arrival.device(),
                arrival.identity(),
                contact,
                Standing.FRESH,
                Access.NONE,
                Map.of(),
                List.of(),
                PackedVisits.of(visits));
        return PeriodicInforms.of(head, ParameterTree.of(List.of(tree)));
    }

    private @Nullable Duration interval(Parameter... tree) {
        return informs(tree).interval();
    }

    private static Parameter said(String name, String value, Instant readAt) {
        return Parameter.of("InternetGatewayDevice.ManagementServer." + name, value, ParameterType.STRING, readAt);
    }

    @Test
    void nothingIsKnownOfADeviceThatCalledPeriodicallyOnce() {
        visited(0, 0, "0 BOOTSTRAP").visited(5, 0, PERIODIC).visited(6, 0, "4 VALUE CHANGE");

        assertThat(interval()).isNull();
    }

    @Test
    void theLargestGapBetweenPeriodicVisitsCountsWhateverComesBetweenThem() {
        visited(0, 0, PERIODIC)
                .visited(60, 0, PERIODIC)
                .visited(90, 0, "4 VALUE CHANGE")
                .visited(121, 0, PERIODIC, "4 VALUE CHANGE")
                .visited(150, 0, PERIODIC);

        assertThat(interval()).isEqualTo(Duration.ofMinutes(61));
    }

    @Test
    void aGapWithARestartSaysHowLongItWasAway() {
        visited(0, 0, PERIODIC)
                .visited(60, 0, PERIODIC)
                .visited(4000, 0, "1 BOOT")
                .visited(4030, 0, PERIODIC)
                .visited(9000, 0, "1 BOOT", PERIODIC)
                .visited(9010, 0, PERIODIC);

        assertThat(interval()).isEqualTo(Duration.ofMinutes(60));
    }

    @Test
    void soDoesOneThatEndsWithARetry() {
        visited(0, 0, PERIODIC)
                .visited(60, 0, PERIODIC)
                .visited(4000, 3, PERIODIC)
                .visited(4020, 0, PERIODIC);

        assertThat(interval()).isEqualTo(Duration.ofMinutes(60));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-5", "soon", "4294967296", "99999999999"})
    void anIntervalThatIsNoneIsNotKnown(String value) {
        assertThat(interval(said("PeriodicInformInterval", value, T0))).isNull();
    }

    @Test
    void theLongestIntervalOfAnUnsignedIntIsKnown() {
        assertThat(interval(said("PeriodicInformInterval", "4294967295", T0)))
                .isEqualTo(Duration.ofSeconds(4294967295L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "0", "FALSE"})
    void periodicInformsAreOffIfTheDeviceSaysSo(String value) {
        assertThat(informs(said("PeriodicInformEnable", value, T0)).off()).isTrue();
    }

    @Test
    void aDeviceThatCalledPeriodicallySinceHasThemOnAgain() {
        visited(5, 0, PERIODIC);

        assertThat(informs(said("PeriodicInformEnable", "false", minutes(1))).off())
                .isFalse();
        assertThat(informs(said("PeriodicInformEnable", "false", minutes(5))).off())
                .isTrue();
        assertThat(informs(said("PeriodicInformEnable", "true", minutes(9))).off())
                .isFalse();
        assertThat(Objects.requireNonNull(visits.get(0)).events()).containsExactly(PERIODIC);
    }
}

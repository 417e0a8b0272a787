package org.reactiveacs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.store.Arrivals.T0;
import static org.reactiveacs.store.Arrivals.anArrival;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.KnownDevice;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.device.Silence;
import org.reactiveacs.device.Succession;
import org.reactiveacs.device.Visit;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.store.filter.FilterParser;
import reactor.core.publisher.Flux;

/** What every store must do about devices that fall silent: the part of {@link StoreContract} that tells of them. */
public abstract class SilenceContract extends RotationContract {

    private static final AtomicLong VISITS = new AtomicLong();
    protected static final SilenceRules RULES = new SilenceRules(3, Duration.ofHours(24), Duration.ofMinutes(1));

    protected static Instant hours(long hours) {
        return T0.plus(Duration.ofHours(hours));
    }

    /** A session from its Inform to its end. */
    protected void visit(Arrivals arrivals, Parameter... read) {
        var arrival = arrivals.build();
        var opened = Objects.requireNonNull(store().sessions().open(arrival).block());
        assertThat(opened.verdict()).isEqualTo(new Verdict.Admitted());
        var at = arrival.caller().at();
        var head = Reception.ended(Objects.requireNonNull(opened.device()), 0, Visit.End.COMPLETED, at);
        var tree = read.length == 0 ? null : ParameterTree.of(List.of(read));
        var changes = new Commit.Changes(head, tree, List.of(), Set.of(), null, List.of());
        var commit =
                new Commit("visit-" + VISITS.incrementAndGet(), Arrivals.subject(arrival, 0), at, null, changes, false);
        assertThat(store().sessions().commit(commit).block()).isInstanceOf(Committed.Done.class);
    }

    private static Parameter parameter(String name, String value) {
        return Parameter.of("Device.ManagementServer." + name, value, ParameterType.STRING, T0);
    }

    protected static Arrivals periodic(Instant at) {
        return anArrival().with("2 PERIODIC").at(at);
    }

    /** At T0 and each hour thereafter. */
    private void visitsEachHour(int count) {
        for (int i = 0; i < count; i++) {
            visit(periodic(hours(i)));
        }
    }

    private int fallSilent(Instant now) {
        return Objects.requireNonNull(store().sessions()
                        .silence(Partitions.of(DEVICE), now, RULES)
                        .block())
                .fell();
    }

    protected @Nullable Silence silence() {
        return Objects.requireNonNull(store().devices().find(DEVICE).block()).silence();
    }

    protected long silentDevices() {
        long ofPartition = Objects.requireNonNull(
                        store().population(Partitions.of(DEVICE)).block())
                .silent();
        assertThat(Objects.requireNonNull(store().counters().block()).devicesSilent())
                .isEqualTo(ofPartition);
        return ofPartition;
    }

    protected List<DomainEvent> events(DomainEvent.Type type) {
        return Objects.requireNonNull(
                        store().events(Partitions.of(DEVICE), 0, 4096).block())
                .stream()
                .map(Store.Recorded::event)
                .filter(event -> event.type() == type)
                .toList();
    }

    private List<DeviceId> found(String filter) {
        var query = new DeviceQuery(
                DeviceId.DEFAULT_TENANT, FilterParser.parse(filter, T0), DeviceQuery.Sort.ID, false, 10, null, true);
        var page = Objects.requireNonNull(store().devices().search(query).block());
        assertThat(page.count()).isEqualTo(page.items().size());
        return page.items().stream().map(KnownDevice::id).toList();
    }

    @Test
    void aDeviceThatMissedThreeOfItsInformsIsSilentAndThatIsToldOnce() {
        visitsEachHour(3);

        assertThat(fallSilent(hours(5).minusMillis(1))).isZero();
        assertThat(silence()).isNull();
        assertThat(fallSilent(hours(5).plusSeconds(7))).isEqualTo(1);
        assertThat(fallSilent(hours(6))).isZero();
        assertThat(fallSilent(hours(1000))).isZero();

        assertThat(silence()).isEqualTo(new Silence(hours(2), Duration.ofHours(1), hours(5)));
        assertThat(silentDevices()).isEqualTo(1);
        assertThat(events(DomainEvent.Type.DEVICE_SILENT))
                .containsExactly(new DomainEvent(
                        DomainEvent.Type.DEVICE_SILENT,
                        DEVICE,
                        hours(5).plusSeconds(7),
                        Map.of("lastInform", hours(2).toString(), "interval", "PT1H", "since", hours(5).toString())));
    }

    @Test
    void looksThatComeTogetherTellItOnce() {
        visitsEachHour(3);

        var fell = Flux.range(0, 8)
                .flatMap(i -> store().sessions().silence(Partitions.of(DEVICE), hours(9), RULES))
                .map(Silenced::fell)
                .reduce(0, Integer::sum)
                .block();

        assertThat(fell).isEqualTo(1);
        assertThat(silentDevices()).isEqualTo(1);
        assertThat(events(DomainEvent.Type.DEVICE_SILENT)).hasSize(1);
    }

    @Test
    void aSilentDeviceReturnsWithItsNextInformAndIsWatchedAnew() {
        visitsEachHour(3);
        fallSilent(hours(6));

        var back = anArrival().with("1 BOOT").at(hours(9)).build();
        store().sessions().open(back).block();
        store().sessions().open(back).block(); // Its answer was lost.

        assertThat(silence()).isNull();
        assertThat(silentDevices()).isZero();
        assertThat(events(DomainEvent.Type.DEVICE_RETURNED))
                .containsExactly(new DomainEvent(
                        DomainEvent.Type.DEVICE_RETURNED,
                        DEVICE,
                        hours(9),
                        Map.of("lastInform", hours(2).toString(), "since", hours(5).toString(), "silentFor", "PT4H")));
        visit(periodic(hours(10)));
        assertThat(fallSilent(hours(13).minusMillis(1))).isZero();
        assertThat(fallSilent(hours(13))).isEqualTo(1);
        assertThat(events(DomainEvent.Type.DEVICE_SILENT)).hasSize(2);
    }

    @Test
    void itsIntervalIsTheGreaterOfWhatItSaysAndWhatItsVisitsShow() {
        visit(periodic(hours(0)), parameter("PeriodicInformInterval", "7200"));
        visit(periodic(hours(1)));

        assertThat(fallSilent(hours(7).minusMillis(1))).isZero();
        assertThat(fallSilent(hours(7))).isEqualTo(1);
    }

    @Test
    void whatAnInformReportsOfTheIntervalIsKnown() {
        visit(periodic(hours(0)).reporting("Device.ManagementServer.PeriodicInformInterval", "600"));

        assertThat(fallSilent(T0.plusSeconds(1799))).isZero();
        assertThat(fallSilent(T0.plusSeconds(1800))).isEqualTo(1);
    }

    @Test
    void whereNothingIsKnownOfTheIntervalTheRulesTell() {
        visit(anArrival().with("0 BOOTSTRAP").at(T0));

        for (int hour = 1; hour < 72; hour++) {
            assertThat(fallSilent(hours(hour))).isZero();
        }
        assertThat(fallSilent(hours(72))).isEqualTo(1);
    }

    @Test
    void aDeviceThatIsToldNotToCallIsNeverSilent() {
        visit(anArrival().with("1 BOOT").at(T0), parameter("PeriodicInformEnable", "false"));

        assertThat(fallSilent(hours(24 * 30))).isZero();
        assertThat(fallSilent(hours(24 * 365))).isZero();
    }

    @Test
    void noDeviceIsSilentBeforeTheLeastTime() {
        visit(periodic(T0).reporting("Device.ManagementServer.PeriodicInformInterval", "5"));

        assertThat(fallSilent(T0.plusSeconds(59))).isZero();
        assertThat(fallSilent(T0.plusSeconds(60))).isEqualTo(1);
    }

    @Test
    void devicesThatNeverCalledOrAreInQuarantineAreNotJudged() {
        var registered = DeviceId.of("00D09E-registered");
        store().devices()
                .change(registered, List.of(new DeviceStore.Change.Register()), write())
                .block();
        var held = anArrival().under(Arrival.Unknown.QUARANTINE, Arrival.AfterReset.QUARANTINE);
        store().sessions().open(held.build()).block();

        assertThat(fallSilent(hours(24 * 365))).isZero();
        assertThat(store().sessions()
                        .silence(Partitions.of(registered), hours(24 * 365), RULES)
                        .block())
                .isEqualTo(Silenced.NONE);

        store().devices()
                .change(DEVICE, List.of(new DeviceStore.Change.Release()), write())
                .block();
        visit(periodic(hours(1)).under(Arrival.Unknown.QUARANTINE, Arrival.AfterReset.QUARANTINE));
        assertThat(fallSilent(hours(24 * 365))).isEqualTo(1);
    }

    private void retire() {
        var retirement = new Succession.Retirement(T0, "tester", DeviceId.of("00D09E-next"), "", false);
        store().devices()
                .change(DEVICE, List.of(new DeviceStore.Change.Retire(retirement)), write())
                .block();
    }

    @Test
    void aDeviceThatHasAnotherInItsPlaceIsNotMissed() {
        visitsEachHour(3);

        retire();

        assertThat(fallSilent(hours(24 * 365))).isZero();
        assertThat(silence()).isNull();
        visit(periodic(hours(24 * 365 + 1)));
        assertThat(fallSilent(hours(24 * 730))).as("once it has called").isZero();
        assertThat(silentDevices()).isZero();
        assertThat(events(DomainEvent.Type.DEVICE_SILENT)).isEmpty();
    }

    @Test
    void aSilentDeviceCountsNoMoreOnceAnotherIsInItsPlace() {
        visitsEachHour(3);
        assertThat(fallSilent(hours(9))).isEqualTo(1);
        assertThat(found("silent = true")).containsExactly(DEVICE);

        retire();
        retire();

        assertThat(silence()).isNull();
        assertThat(silentDevices()).isZero();
        assertThat(found("silent = true")).isEmpty();
        assertThat(found("silent = false")).containsExactly(DEVICE);
        assertThat(fallSilent(hours(24 * 365))).isZero();
    }

    @Test
    void aDeviceThatIsPutInQuarantineIsNotJudgedUntilItIsLetIn() {
        visit(periodic(T0).withKeyVersion(1));
        store().sessions()
                .open(periodic(hours(1))
                        .provenBy(Arrival.Proof.ONBOARDING)
                        .with("0 BOOTSTRAP")
                        .build())
                .block();

        assertThat(fallSilent(hours(24 * 365))).isZero();

        visit(periodic(hours(24 * 365)).withKeyVersion(1));
        assertThat(fallSilent(hours(24 * 400))).isZero();
        assertThat(fallSilent(hours(24 * 365 * 5))).isEqualTo(1);
    }

    @Test
    void anInformThatIsNotLetInDoesNotEndTheSilence() {
        visit(periodic(T0).withKeyVersion(1));
        fallSilent(hours(100));

        store().sessions()
                .open(periodic(hours(101))
                        .provenBy(Arrival.Proof.ONBOARDING)
                        .with("0 BOOTSTRAP")
                        .build())
                .block();

        assertThat(silence()).isNotNull();
        assertThat(silentDevices()).isEqualTo(1);
        visit(periodic(hours(102)).withKeyVersion(1));
        assertThat(silence()).isNull();
        assertThat(silentDevices()).isZero();
    }

    @Test
    void aDeviceInASessionIsNotSilent() {
        visit(periodic(T0).reporting("Device.ManagementServer.PeriodicInformInterval", "5"));
        store().sessions().open(periodic(T0.plusSeconds(5)).build()).block();

        assertThat(fallSilent(T0.plusSeconds(600))).isZero();
        store().sessions().expire(Partitions.of(DEVICE), T0.plusSeconds(600)).block();
        assertThat(fallSilent(T0.plusSeconds(660))).isEqualTo(1);
    }

    @Test
    void aSilentDeviceThatIsForgottenCountsNoMore() {
        visitsEachHour(2);
        fallSilent(hours(9));

        store().devices().delete(DEVICE, write()).block();

        assertThat(silentDevices()).isZero();
        assertThat(found("silent = true")).isEmpty();
        assertThat(fallSilent(hours(10))).isZero();
        visit(periodic(hours(11)));
        assertThat(silence()).isNull();
        assertThat(events(DomainEvent.Type.DEVICE_RETURNED)).isEmpty();
    }

    @Test
    void silentDevicesAreFound() {
        var other = DeviceId.of("00D09E-2");
        visitsEachHour(2);
        visit(periodic(hours(1)).of("00D09E", "2"));
        fallSilent(hours(4));

        assertThat(found("silent = true")).containsExactly(DEVICE);
        assertThat(found("silent = false")).containsExactly(other);
        assertThat(found("not silent = true and lastInform before now+1d")).containsExactly(other);
        assertThat(found("silent = true and serial = 2")).isEmpty();
        visit(periodic(hours(5)));
        assertThat(found("silent = true")).isEmpty();
    }

    @Test
    void theFirstLookComesWithinTheHourSoThatAShortIntervalIsNoticed() {
        visit(anArrival().with("0 BOOTSTRAP").at(T0), parameter("PeriodicInformInterval", "600"));

        assertThat(fallSilent(hours(1))).isEqualTo(1);
    }
}

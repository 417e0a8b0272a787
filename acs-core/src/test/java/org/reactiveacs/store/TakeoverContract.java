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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.Access;
import org.reactiveacs.device.Credential;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Identity;
import org.reactiveacs.device.KnownDevice;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.device.Standing;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.store.Arrival.Proof;
import org.reactiveacs.store.DeviceStore.Change;
import org.reactiveacs.store.filter.DeviceFilter;
import org.reactiveacs.store.filter.FilterParser;
import org.reactiveacs.store.record.PackedVisits;

/** What every store must do about devices that come from another server: the part of {@link StoreContract} that tells of them. */
public abstract class TakeoverContract extends SilenceContract {

    private static final DeviceId BOX = DeviceId.of("00D09E-1");
    private static final Identity IDENTITY = new Identity("Acme", "00D09E", "Router", "1");
    private static final Instant THERE = T0.minus(Duration.ofDays(2));
    private static final String VERSION = "Device.DeviceInfo.SoftwareVersion";
    private static final String SSID = "Device.WiFi.SSID.1.SSID";

    private static Parameter parameter(String path, String value) {
        return new Parameter(path, value, ParameterType.STRING, true, null, THERE);
    }

    private static Brought brought(String ssid, @Nullable Credential credential, String... tags) {
        var version = Parameter.of(VERSION, "1.0", ParameterType.STRING, THERE);
        var head = new Device(
                BOX,
                IDENTITY,
                new Device.Contact(THERE.minus(Duration.ofDays(300)), THERE, null, List.of(), ""),
                Standing.FRESH,
                Access.NONE,
                Map.of(VERSION, version),
                List.of(),
                PackedVisits.NONE);
        var tree = ParameterTree.of(List.of(
                new Parameter("Device.WiFi.SSID.", null, ParameterType.UNKNOWN, false, null, null),
                parameter(SSID, ssid),
                parameter(VERSION, "1.0")));
        return new Brought(head, tree, Set.of(tags), credential);
    }

    private Takeover bring(Brought brought) {
        return Objects.requireNonNull(store().devices().bring(brought, write()).block());
    }

    private KnownDevice box() {
        return Objects.requireNonNull(store().devices().find(BOX).block());
    }

    private Device boxHead() {
        return Objects.requireNonNull(box().head());
    }

    private ParameterTree tree() {
        return Objects.requireNonNull(store().tree(BOX).block());
    }

    private List<DomainEvent.Type> events() {
        return Objects.requireNonNull(
                        store().outbox().read(Partitions.of(BOX), 0, 100).block())
                .events()
                .stream()
                .map(recorded -> recorded.event().type())
                .toList();
    }

    @Test
    void aDeviceOfAnotherServerIsKnownWithAllThatItTold() {
        var brought = brought("home", new Credential("box", "secret"), "gold");

        var takeover = bring(brought);

        assertThat(takeover.isNew()).isTrue();
        assertThat(takeover.withParameters()).isTrue();
        assertThat(box().registration().tags()).containsExactly("gold");
        assertThat(box().registration().at()).isEqualTo(T0);
        assertThat(box().registration().previous()).isEqualTo(new Credential("box", "secret"));
        assertThat(boxHead().identity()).isEqualTo(IDENTITY);
        assertThat(boxHead().contact().last()).isEqualTo(THERE);
        assertThat(boxHead().softwareVersion()).isEqualTo("1.0");
        assertThat(boxHead().standing().staleBefore()).isEqualTo(T0);
        assertThat(List.copyOf(tree().all()))
                .isEqualTo(List.copyOf(brought.tree().all()));
        var counters = Objects.requireNonNull(store().counters().block());
        assertThat(counters.devices()).isEqualTo(1);
        assertThat(counters.called()).isEqualTo(1);
        assertThat(events()).containsExactly(DomainEvent.Type.DEVICE_REGISTERED);
        assertThat(Objects.requireNonNull(store().audit(0, 10).block()))
                .singleElement()
                .satisfies(entry -> assertThat(entry.toString())
                        .contains("device imported", "credential box", "tag gold", "3 parameters")
                        .doesNotContain("secret"));
    }

    @Test
    void filtersFindIt() {
        bring(brought("home", null, "gold"));

        for (var filter :
                List.of("softwareVersion = '1.0'", "tag = gold", "serialNumber = 1", "lastInform before now-1d")) {
            assertThat(found(filter)).as(filter).containsExactly(BOX);
        }
        assertThat(found("lastInform after now-1d")).isEmpty();
    }

    private List<DeviceId> found(String filter) {
        DeviceFilter parsed = FilterParser.parse(filter, T0);
        var query = new DeviceQuery(DeviceId.DEFAULT_TENANT, parsed, DeviceQuery.Sort.ID, false, 10, null, false);
        return Objects.requireNonNull(store().devices().search(query).block()).items().stream()
                .map(KnownDevice::id)
                .collect(Collectors.toList());
    }

    @Test
    void theSameOnceMoreChangesNothing() {
        bring(brought("home", new Credential("box", "secret"), "gold"));
        var before = box();
        var audited = Objects.requireNonNull(store().audit(0, 10).block()).size();

        var again = bring(brought("home", new Credential("box", "secret"), "gold"));

        assertThat(again.isNothing()).isTrue();
        assertThat(box()).isEqualTo(before);
        assertThat(store().audit(0, 10).block()).hasSize(audited);
    }

    @Test
    void aRepeatedWriteIsOneWrite() {
        var write = write();

        store().devices().bring(brought("home", null, "gold"), write).block();
        store().devices().bring(brought("other", null, "gold"), write).block();

        assertThat(Objects.requireNonNull(tree().get(SSID)).value()).isEqualTo("home");
        assertThat(store().audit(0, 10).block()).hasSize(1);
    }

    @Test
    void whatIsNewerThereIsTakenWhileTheDeviceHasNotCalledHere() {
        bring(brought("home", null, "gold"));

        var again = bring(brought("elsewhere", new Credential("box", "secret"), "silver"));

        assertThat(again.isNew()).isFalse();
        assertThat(again.withParameters()).isTrue();
        assertThat(Objects.requireNonNull(tree().get(SSID)).value()).isEqualTo("elsewhere");
        assertThat(box().registration().tags()).containsExactly("gold", "silver");
        assertThat(Objects.requireNonNull(store().counters().block()).called()).isEqualTo(1);
    }

    @Test
    void itsFirstCallIsNoFirstContact() {
        bring(brought("home", new Credential("box", "secret")));

        var opened = open(anArrival().provenBy(Proof.STORED_PREVIOUS).reporting(VERSION, "1.0"));

        assertThat(opened.verdict()).isInstanceOf(Verdict.Admitted.class);
        assertThat(opened.before()).isNotNull();
        assertThat(boxHead().contact().first()).isEqualTo(THERE.minus(Duration.ofDays(300)));
        assertThat(boxHead().contact().last()).isEqualTo(T0);
        assertThat(events()).doesNotContain(DomainEvent.Type.FIRST_CONTACT);
        assertThat(Objects.requireNonNull(store().counters().block()).called()).isEqualTo(1);
    }

    @Test
    void whatTheDeviceHasToldHereIsNotWrittenOver() {
        bring(brought("home", new Credential("box", "secret")));
        open(anArrival().provenBy(Proof.STORED_PREVIOUS).reporting(VERSION, "2.0"));

        var again = bring(brought("elsewhere", new Credential("box", "other"), "late"));

        assertThat(again.hasCalled()).isTrue();
        assertThat(again.withParameters()).isFalse();
        assertThat(boxHead().softwareVersion()).isEqualTo("2.0");
        assertThat(Objects.requireNonNull(tree().get(SSID)).value()).isEqualTo("home");
        assertThat(box().registration().previous()).isEqualTo(new Credential("box", "secret"));
        assertThat(box().registration().tags()).containsExactly("late");
    }

    private Verdict comes(Proof proof, int keyVersion) {
        return open(anArrival().withKeyVersion(keyVersion).provenBy(proof)).verdict();
    }

    @Test
    void itsCredentialIsGoodUntilItHasUsedTheDerivedPassword() {
        bring(brought("home", new Credential("box", "secret")));

        assertThat(comes(Proof.STORED_PREVIOUS, 0)).isInstanceOf(Verdict.Admitted.class);
        assertThat(box().registration().previous()).isNotNull();
        assertThat(comes(Proof.STORED_PREVIOUS, 0)).isInstanceOf(Verdict.Admitted.class);
        assertThat(comes(Proof.ONBOARDING, 0)).isInstanceOf(Verdict.Refused.class);
        assertThat(comes(Proof.DERIVED, 1)).isInstanceOf(Verdict.Admitted.class);
        assertThat(comes(Proof.STORED_PREVIOUS, 0)).isInstanceOf(Verdict.Refused.class);
        assertThat(comes(Proof.DERIVED, 1)).isInstanceOf(Verdict.Admitted.class);
        assertThat(box().registration().previous()).isNull();
    }

    private Verdict comesByOnboarding(Credential shared) {
        return open(anArrival().onboardingBy(shared).provenBy(Proof.ONBOARDING)).verdict();
    }

    @Test
    void whatIsTheOnboardingCredentialHereIsNoneOfItsOwn() {
        var shared = new Credential("all", "the same");
        bring(brought("home", shared));

        assertThat(comesByOnboarding(shared)).isInstanceOf(Verdict.Admitted.class);
        assertThat(comes(Proof.DERIVED, 1)).isInstanceOf(Verdict.Admitted.class);
        assertThat(comesByOnboarding(shared)).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void itsCredentialIsGoodUntilItHasUsedWhatAnOperatorGaveIt() {
        var given = new Credential("box", "given");
        store().devices()
                .change(BOX, List.of(new Change.Register(), new Change.SetCredential(given)), write())
                .block();

        bring(brought("home", new Credential("box", "secret")));

        assertThat(box().registration().credential()).isEqualTo(given);
        assertThat(comes(Proof.STORED_PREVIOUS, 0)).isInstanceOf(Verdict.Admitted.class);
        assertThat(comes(Proof.STORED, 0)).isInstanceOf(Verdict.Admitted.class);
        assertThat(comes(Proof.STORED_PREVIOUS, 0)).isInstanceOf(Verdict.Refused.class);
        assertThat(box().registration().previous()).isNull();
    }

    @Test
    void whatOperatorsSaidOfItBeforeStays() {
        var changes = List.<Change>of(new Change.Register(), new Change.Tag("ours"));
        store().devices().change(BOX, changes, write()).block();

        var takeover = bring(brought("home", null, "gold"));

        assertThat(takeover.isNew()).isFalse();
        assertThat(box().registration().tags()).containsExactly("gold", "ours");
        assertThat(boxHead().softwareVersion()).isEqualTo("1.0");
        var counters = Objects.requireNonNull(store().counters().block());
        assertThat(counters.devices()).isEqualTo(1);
        assertThat(counters.called()).isEqualTo(1);
    }

    @Test
    void itCanBeDeletedAndComesBackAsNew() {
        bring(brought("home", null));
        store().devices().delete(BOX, write()).block();

        assertThat(Objects.requireNonNull(store().counters().block()).called()).isZero();
        assertThat(tree().isEmpty()).isTrue();
        assertThat(bring(brought("home", null)).isNew()).isTrue();
    }
}

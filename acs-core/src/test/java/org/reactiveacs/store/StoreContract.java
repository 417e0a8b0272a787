package org.reactiveacs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.reactiveacs.store.Arrivals.T0;
import static org.reactiveacs.store.Arrivals.anArrival;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.Compliance;
import org.reactiveacs.device.Credential;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Identity;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.device.KnownDevice;
import org.reactiveacs.device.ModelKey;
import org.reactiveacs.device.ModelTraits;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.device.Reach;
import org.reactiveacs.device.Settled;
import org.reactiveacs.device.Visit;
import org.reactiveacs.port.Actor;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.store.filter.DeviceFilter;
import org.reactiveacs.store.filter.FilterParser;
import org.reactiveacs.store.filter.NetworkNames;
import org.reactiveacs.store.record.SchemaFamily;
import org.reactiveacs.task.Outcome;
import org.reactiveacs.task.Schedule;
import org.reactiveacs.task.Sent;
import org.reactiveacs.task.Task;
import org.reactiveacs.task.TaskSpec;
import org.reactiveacs.task.TaskStatus;

/** What every store must do. A store's test extends this and gives a fresh one to each test. */
public abstract class StoreContract extends HandOverContract {

    private static final AtomicLong NUMBERS = new AtomicLong();

    /** A session as a store sees it. */
    protected record TestSession(DeviceId deviceId, Duration timeout, String text) implements StoredSession {}

    /** A session in text, for stores that keep them outside the process. */
    public static String sessionText(StoredSession session) {
        var of = (TestSession) session;
        return of.deviceId().tenant() + '\n' + of.deviceId().value() + '\n' + of.timeout() + '\n' + of.text();
    }

    /** What {@link #sessionText} gave, read back. */
    public static StoredSession sessionOfText(String text) {
        var parts = text.split("\n", 4);
        return new TestSession(new DeviceId(parts[0], parts[1]), Duration.parse(parts[2]), parts[3]);
    }

    protected static Write write() {
        return write(T0);
    }

    protected static Write write(Instant at) {
        return new Write("write-" + NUMBERS.incrementAndGet(), Actor.operator("tester"), at);
    }

    protected static Task reboot(String id) {
        return task(id, new TaskSpec.Reboot(), Schedule.AT_ONCE);
    }

    protected static Task task(String id, TaskSpec spec, Schedule schedule) {
        return Task.queued(id, DEVICE, spec, new Task.Order(T0, "tester", schedule));
    }

    protected Opened open(Arrivals arrival) {
        return open(arrival.build());
    }

    protected Opened open(Arrival arrival) {
        return Objects.requireNonNull(store().sessions().open(arrival).block());
    }

    protected TaskStore.Added add(Task task) {
        return Objects.requireNonNull(store().tasks().add(task, null, write()).block());
    }

    protected Committed commit(Arrival arrival, long version, @Nullable StoredSession next, Commit.Changes changes) {
        return Objects.requireNonNull(store().sessions()
                .commit(new Commit(
                        "commit-" + NUMBERS.incrementAndGet(),
                        Arrivals.subject(arrival, version),
                        T0,
                        next,
                        changes,
                        false))
                .block());
    }

    protected static Commit.Changes tasks(Task... tasks) {
        return new Commit.Changes(null, null, List.of(tasks), Set.of(), null, List.of());
    }

    protected static StoredSession session(String text) {
        return new TestSession(DEVICE, Duration.ofSeconds(60), text);
    }

    protected KnownDevice known() {
        return Objects.requireNonNull(store().devices().find(DEVICE).block());
    }

    protected Device head() {
        return Objects.requireNonNull(known().head());
    }

    protected Task stored(String id) {
        return Objects.requireNonNull(store().tasks().get(DEVICE, id).block());
    }

    protected long sessionsOpen() {
        return Objects.requireNonNull(store().counters().block()).sessionsOpen();
    }

    // Sessions

    @Test
    void anInformOfAnUnknownDeviceOpensASessionAndMakesItKnown() {
        var opened = open(anArrival().with("0 BOOTSTRAP").reporting("Device.DeviceInfo.SoftwareVersion", "1.2"));

        assertThat(opened.verdict()).isEqualTo(new Verdict.Admitted());
        assertThat(opened.before()).isNull();
        assertThat(head().softwareVersion()).isEqualTo("1.2");
        assertThat(head().contact().events()).containsExactly("0 BOOTSTRAP");
        assertThat(head().visits()).hasSize(1);
        assertThat(sessionsOpen()).isEqualTo(1);
    }

    @Test
    void aSecondInformSupersedesTheSessionInProgress() {
        var first = anArrival().build();
        open(first);
        commit(first, 0, session("first"), Commit.Changes.NONE);

        var second = anArrival().at(T0.plusSeconds(5)).build();
        var opened = open(second);

        assertThat(opened.superseded()).isTrue();
        assertThat(opened.cutOff()).isEqualTo(first.session().token());
        assertThat(commit(first, 1, session("late"), Commit.Changes.NONE)).isEqualTo(new Committed.Stale());
        assertThat(store().sessions().resume(first.session(), T0).block()).isNull();
        assertThat(head().visits()).extracting(Visit::end).containsExactly(Visit.End.UNDER_WAY, Visit.End.SUPERSEDED);
        assertThat(sessionsOpen()).isEqualTo(1);
    }

    @Test
    void aStaleVersionCommitsNothing() {
        var arrival = anArrival().build();
        open(arrival);
        add(reboot("T1"));
        commit(arrival, 0, session("one"), Commit.Changes.NONE);

        var stale = commit(arrival, 0, session("two"), tasks(reboot("T1").ended(TaskStatus.DONE, Outcome.NONE, T0)));

        assertThat(stale).isEqualTo(new Committed.Stale());
        assertThat(stored("T1").status()).isEqualTo(TaskStatus.QUEUED);
        var resumed = Objects.requireNonNull(
                store().sessions().resume(arrival.session(), T0).block());
        assertThat(((TestSession) resumed.session()).text()).isEqualTo("one");
    }

    @Test
    void aSessionIsReadBackAsItWasCommittedLast() {
        var arrival = anArrival().build();
        open(arrival);

        assertThat(commit(arrival, 0, session("one"), Commit.Changes.NONE)).isEqualTo(new Committed.Done(1));
        assertThat(commit(arrival, 1, session("two"), Commit.Changes.NONE)).isEqualTo(new Committed.Done(2));

        var resumed = Objects.requireNonNull(
                store().sessions().resume(arrival.session(), T0).block());
        assertThat(resumed.version()).isEqualTo(2);
        assertThat(((TestSession) resumed.session()).text()).isEqualTo("two");
        assertThat(Objects.requireNonNull(resumed.opened().device()).id()).isEqualTo(DEVICE);
    }

    @Test
    void aRepeatedOpenGivesTheRecordedResult() {
        var arrival = anArrival().with("1 BOOT").build();

        var first = open(arrival);
        var repeat = open(arrival);

        assertThat(repeat).isEqualTo(first);
        assertThat(head().visits()).hasSize(1);
    }

    @Test
    void aRepeatedCommitGivesTheRecordedResultAndChangesNothingTwice() {
        var arrival = anArrival().build();
        open(arrival);
        var event = new DomainEvent(DomainEvent.Type.FAULT, DEVICE, T0, Map.of("code", "9002"));
        var commit = new Commit(
                "same",
                Arrivals.subject(arrival, 0),
                T0,
                session("one"),
                new Commit.Changes(null, null, List.of(), Set.of(), null, List.of(event)),
                false);

        var first = store().sessions().commit(commit).block();
        var repeat = store().sessions().commit(commit).block();

        assertThat(repeat).isEqualTo(first).isEqualTo(new Committed.Done(1));
        var faults = Objects.requireNonNull(
                        store().events(Partitions.of(DEVICE), 0, 100).block())
                .stream()
                .filter(recorded -> recorded.event().type() == DomainEvent.Type.FAULT);
        assertThat(faults).hasSize(1);
    }

    @Test
    void aSessionEndsOnlyWhenNoTaskArrivedMeanwhile() {
        var arrival = anArrival().build();
        open(arrival);
        add(reboot("T1"));

        var onward = commit(arrival, 0, null, Commit.Changes.NONE);

        assertThat(onward)
                .isInstanceOfSatisfying(
                        Committed.Onward.class,
                        more -> assertThat(more.tasks()).extracting(Task::id).containsExactly("T1"));
        var ended = commit(arrival, 1, null, new Commit.Changes(null, null, List.of(), Set.of("T1"), null, List.of()));
        assertThat(ended).isEqualTo(new Committed.Done(2));
        assertThat(sessionsOpen()).isZero();
    }

    @Test
    void aSilentSessionExpiresAndItsTaskIsSettled() {
        var arrival = anArrival().build();
        open(arrival);
        add(reboot("T1"));
        add(task("T2", new TaskSpec.GetParameterValues(List.of("Device.")), Schedule.AT_ONCE));
        var rebooting = reboot("T1").tried().sending(new Sent("Reboot", "T1", T0, false, 0, List.of(), false));
        var reading = task("T2", new TaskSpec.GetParameterValues(List.of("Device.")), Schedule.AT_ONCE)
                .tried()
                .sending(new Sent("GetParameterValues", "", T0, true, 1, List.of(), false));
        commit(arrival, 0, session("asked"), tasks(rebooting, reading));
        int partition = arrival.session().partition();

        assertThat(store().sessions().expire(partition, T0.plusSeconds(59)).block())
                .isZero();
        var ended = new ConcurrentLinkedQueue<SessionKey>();
        assertThat(store().sessions()
                        .expire(partition, T0.plusSeconds(60), ended::add)
                        .block())
                .isEqualTo(1);

        assertThat(ended).containsExactly(arrival.session());
        assertThat(stored("T1").status()).isEqualTo(TaskStatus.UNSETTLED);
        assertThat(stored("T2").status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(head().visits().get(0).end()).isEqualTo(Visit.End.TIMED_OUT);
        assertThat(commit(arrival, 1, session("late"), Commit.Changes.NONE)).isEqualTo(new Committed.Stale());
    }

    @Test
    void evidenceThatNeverComesEndsATaskAsUnknown() {
        var arrival = anArrival().build();
        open(arrival);
        add(reboot("T1"));
        commit(
                arrival,
                0,
                session("asked"),
                tasks(reboot("T1").tried().sending(new Sent("Reboot", "T1", T0, false, 0, List.of(), false))));
        int partition = arrival.session().partition();
        store().sessions().expire(partition, T0.plusSeconds(60)).block();

        store().sessions().expire(partition, T0.plus(Task.EVIDENCE_DEADLINE)).block();

        assertThat(stored("T1").status()).isEqualTo(TaskStatus.FAILED);
        assertThat(Objects.requireNonNull(stored("T1").outcome().fault()).reason())
                .isEqualTo("outcomeUnknown");
    }

    @Test
    void treesAndTraitsComeBackAsTheyWereCommitted() {
        var arrival =
                anArrival().reporting("Device.DeviceInfo.SoftwareVersion", "1").build();
        var opened = open(arrival);
        var tree = ParameterTree.of(List.of(
                Parameter.of("Device.Hosts.Host.2.IPAddress", "10.0.0.2", ParameterType.STRING, T0),
                Parameter.of("Device.X_ACME.Text", "ünïcode <&>", ParameterType.UNKNOWN, T0)));
        var traits = ModelTraits.NONE
                .withReadBatch(16)
                .withUnreadable("Device.Bad")
                .withMacPaths(Set.of("Device.Ethernet.Interface.1.MACAddress"));
        var model = Objects.requireNonNull(opened.device()).modelKey();
        commit(
                arrival,
                0,
                session("read"),
                new Commit.Changes(
                        null,
                        tree,
                        List.of(),
                        Set.of(),
                        new Commit.Learned(model, ModelTraits.NONE, traits),
                        List.of()));

        assertThat(store().sessions().load(DEVICE).map(Loaded::tree).block()).isEqualTo(tree);
        assertThat(open(anArrival().reporting("Device.DeviceInfo.SoftwareVersion", "1"))
                        .traits())
                .isEqualTo(traits);
    }

    @Test
    void whatOneSessionLearnedOfAModelIsNotUndoneByOneThatBeganBefore() {
        var arrival =
                anArrival().reporting("Device.DeviceInfo.SoftwareVersion", "1").build();
        var model = Objects.requireNonNull(open(arrival).device()).modelKey();
        var first = ModelTraits.NONE.withReadBatch(16).withMacPaths(Set.of("Device.A.MACAddress"));
        var second = ModelTraits.NONE.withParameterKey(true).withMacPaths(Set.of("Device.B.MACAddress"));

        commit(arrival, 0, session("one"), learning(new Commit.Learned(model, ModelTraits.NONE, first)));
        commit(arrival, 1, session("other"), learning(new Commit.Learned(model, ModelTraits.NONE, second)));

        assertThat(open(anArrival().reporting("Device.DeviceInfo.SoftwareVersion", "1"))
                        .traits())
                .isEqualTo(first.withParameterKey(true)
                        .withMacPaths(Set.of("Device.A.MACAddress", "Device.B.MACAddress")));
    }

    private static Commit.Changes learning(Commit.Learned learned) {
        return new Commit.Changes(null, null, List.of(), Set.of(), learned, List.of());
    }

    // Admission

    @Test
    void aNonceIsGoodOnce() {
        open(anArrival().withNonce(1000, 1));

        assertThat(open(anArrival().withNonce(1000, 1)).verdict()).isEqualTo(new Verdict.Replayed());
        assertThat(open(anArrival().withNonce(999, 7)).verdict()).isEqualTo(new Verdict.Replayed());
        assertThat(open(anArrival().withNonce(1000, 2)).verdict()).isEqualTo(new Verdict.Admitted());
        assertThat(open(anArrival().withNonce(2000, 1)).verdict()).isEqualTo(new Verdict.Admitted());
    }

    @Test
    void aReplayFencesNothing() {
        var first = anArrival().withNonce(1000, 1).build();
        open(first);

        open(anArrival().withNonce(1000, 1));

        assertThat(commit(first, 0, session("goes on"), Commit.Changes.NONE)).isEqualTo(new Committed.Done(1));
    }

    @Test
    void unknownDevicesAreTreatedAsTheRuleSays() {
        assertThat(open(anArrival().under(Arrival.Unknown.REFUSE, Arrival.AfterReset.ACCEPT))
                        .verdict())
                .isInstanceOf(Verdict.Refused.class);
        assertThat(store().devices().find(DEVICE).block()).isNull();

        assertThat(open(anArrival().under(Arrival.Unknown.QUARANTINE, Arrival.AfterReset.ACCEPT))
                        .verdict())
                .isInstanceOf(Verdict.Quarantined.class);
        assertThat(head().standing().quarantine()).isNotNull();
        assertThat(sessionsOpen()).isZero();
    }

    @Test
    void aRegisteredDeviceIsNotUnknown() {
        store().devices()
                .change(DEVICE, List.of(new DeviceStore.Change.Register()), write())
                .block();

        assertThat(open(anArrival().under(Arrival.Unknown.REFUSE, Arrival.AfterReset.ACCEPT))
                        .verdict())
                .isEqualTo(new Verdict.Admitted());
    }

    @Test
    void aDeviceThatCannotBeIsRefusedAndHarmsNobodyElse() {
        var nobody = DeviceId.of("fleet");

        assertThatThrownBy(() -> store().devices()
                        .change(nobody, List.of(new DeviceStore.Change.Register()), write())
                        .block())
                .hasMessageContaining("'fleet' is no device id");

        assertThat(store().devices().find(nobody).block()).isNull();
        assertThat(store().devices()
                        .change(DEVICE, List.of(new DeviceStore.Change.Register()), write())
                        .block())
                .isNotNull();
    }

    @Test
    void theOnboardingCredentialIsForDevicesWithoutOneOfTheirOwnOrAfterAReset() {
        open(anArrival().withKeyVersion(1));

        assertThat(open(anArrival().provenBy(Arrival.Proof.ONBOARDING)).verdict())
                .isInstanceOf(Verdict.Refused.class);
        assertThat(open(anArrival().with("0 BOOTSTRAP").provenBy(Arrival.Proof.ONBOARDING))
                        .verdict())
                .isInstanceOf(Verdict.Quarantined.class);
        assertThat(open(anArrival().provenBy(Arrival.Proof.ONBOARDING)).verdict())
                .as("what follows while it is held")
                .isInstanceOf(Verdict.Quarantined.class);
        assertThat(open(anArrival().withKeyVersion(1)).verdict())
                .as("the device itself is served all the while")
                .isEqualTo(new Verdict.Admitted());
    }

    @Test
    void aReleasedDeviceIsServedFromThenOn() {
        open(anArrival().withKeyVersion(1));
        open(anArrival().with("0 BOOTSTRAP").provenBy(Arrival.Proof.ONBOARDING));

        store().devices()
                .change(DEVICE, List.of(new DeviceStore.Change.Release()), write(T0.plusSeconds(1)))
                .block();

        assertThat(open(anArrival().provenBy(Arrival.Proof.ONBOARDING).at(T0.plusSeconds(2)))
                        .verdict())
                .isEqualTo(new Verdict.Admitted());
        assertThat(open(anArrival().provenBy(Arrival.Proof.ONBOARDING).at(T0.plusSeconds(3)))
                        .verdict())
                .isEqualTo(new Verdict.Admitted());
    }

    @Test
    void aQuarantinedInformFencesNoSession() {
        var served = anArrival().withKeyVersion(1).build();
        open(served);

        open(anArrival().with("0 BOOTSTRAP").provenBy(Arrival.Proof.ONBOARDING));

        assertThat(commit(served, 0, session("goes on"), Commit.Changes.NONE)).isEqualTo(new Committed.Done(1));
    }

    @Test
    void aBootstrapThatAnswersOurFactoryResetIsExpected() {
        var arrival = anArrival().withKeyVersion(1).build();
        var opened = open(arrival);
        var device = Objects.requireNonNull(opened.device());
        var reset = device.withStanding(device.standing().resetSent(T0));
        commit(arrival, 0, null, new Commit.Changes(reset, null, List.of(), Set.of(), null, List.of()));

        var late = anArrival()
                .with("0 BOOTSTRAP")
                .provenBy(Arrival.Proof.ONBOARDING)
                .at(T0.plus(Admittance.RESET_ANSWER));
        var inTime = anArrival()
                .with("0 BOOTSTRAP")
                .provenBy(Arrival.Proof.ONBOARDING)
                .at(T0.plus(Admittance.RESET_ANSWER).minusMillis(1));

        assertThat(open(late).verdict()).isInstanceOf(Verdict.Quarantined.class);
        assertThat(open(inTime).verdict()).isEqualTo(new Verdict.Admitted());
        assertThat(open(anArrival().provenBy(Arrival.Proof.ONBOARDING).at(T0.plusSeconds(3600)))
                        .verdict())
                .as("it stays on the onboarding credential until it gets its own")
                .isEqualTo(new Verdict.Admitted());
    }

    @Test
    void aReplacedCredentialIsGoodUntilTheNewOneWasUsed() {
        open(anArrival());
        setCredential("old");
        open(anArrival().provenBy(Arrival.Proof.STORED));
        setCredential("new");

        assertThat(open(anArrival().provenBy(Arrival.Proof.STORED_PREVIOUS)).verdict())
                .isEqualTo(new Verdict.Admitted());
        assertThat(open(anArrival().provenBy(Arrival.Proof.STORED)).verdict()).isEqualTo(new Verdict.Admitted());
        assertThat(open(anArrival().provenBy(Arrival.Proof.STORED_PREVIOUS)).verdict())
                .isInstanceOf(Verdict.Refused.class);
        assertThat(known().registration().previous()).isNull();
    }

    private void setCredential(String password) {
        store().devices()
                .change(
                        DEVICE,
                        List.of(new DeviceStore.Change.SetCredential(new Credential("user", password))),
                        write())
                .block();
    }

    @Test
    void anOlderDerivedPasswordEndsWhenANewerWasUsed() {
        open(anArrival().withKeyVersion(1));
        open(anArrival().withKeyVersion(2));

        assertThat(open(anArrival().withKeyVersion(1)).verdict()).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void oneSerialSeenInTurnWithTwoProductClassesIsFlagged() {
        var a = new Identity("Acme", "00D09E", "A", "1");
        var b = new Identity("Acme", "00D09E", "B", "1");

        open(anArrival().of(a));
        open(anArrival().of(b));
        assertThat(head().standing().duplicate())
                .as("a product class may change once")
                .isNull();
        open(anArrival().of(a));

        assertThat(head().standing().duplicate()).contains("'A'").contains("'B'");
    }

    @Test
    void oneSerialSeenInTurnWithTwoMacsIsFlagged() {
        open(anArrival().withMac("02:00:00:00:00:01"));
        open(anArrival().withMac("02:00:00:00:00:02"));
        open(anArrival().withMac("02:00:00:00:00:01"));

        assertThat(head().standing().duplicate()).contains("02:00:00:00:00:02");
    }

    @Test
    void aSerialThatLooksLikeAMacIsNoSecondBoxBesideARealMac() {
        var box = new Identity("Acme", "AABBCC", "Router", "AABBCCDDEEFF");
        var id = DeviceId.of(IdentityScheme.OUI_SERIAL, box);
        for (var mac : List.of("AA:BB:CC:DD:EE:FF", "02:00:00:00:00:01", "AA:BB:CC:DD:EE:FF", "02:00:00:00:00:01")) {
            open(anArrival().of(box).withMac(mac));
        }

        var head = Objects.requireNonNull(
                Objects.requireNonNull(store().devices().find(id).block()).head());
        assertThat(head.standing().duplicate()).isNull();
        assertThat(head.macs().get(0)).isEqualTo("02:00:00:00:00:01");
    }

    @Test
    void sessionsThatCutEachOtherOffFromTwoAddressesAreFlagged() {
        open(anArrival().calling("192.0.2.1"));
        open(anArrival().calling("192.0.2.2"));
        assertThat(head().standing().duplicate())
                .as("a line may change once in mid-session")
                .isNull();
        open(anArrival().calling("192.0.2.1"));

        assertThat(head().standing().duplicate()).contains("192.0.2.1").contains("192.0.2.2");
    }

    @Test
    void aBootstrapOtherFirmwareOrAForeignKeyMakesWhatIsKnownStale() {
        open(anArrival().reporting("Device.DeviceInfo.SoftwareVersion", "1"));
        assertThat(head().standing().staleBefore()).isNull();

        open(anArrival().reporting("Device.DeviceInfo.SoftwareVersion", "2").at(T0.plusSeconds(1)));
        assertThat(head().standing().staleBefore()).isEqualTo(T0.plusSeconds(1));

        open(anArrival().with("0 BOOTSTRAP").at(T0.plusSeconds(2)));
        assertThat(head().standing().staleBefore()).isEqualTo(T0.plusSeconds(2));

        open(anArrival().reporting("Device.ManagementServer.ParameterKey", "a").at(T0.plusSeconds(3)));
        open(anArrival().reporting("Device.ManagementServer.ParameterKey", "b").at(T0.plusSeconds(4)));
        assertThat(head().standing().staleBefore()).isEqualTo(T0.plusSeconds(4));
    }

    @Test
    void theNewestVisitsAreKept() {
        for (int i = 0; i < Visit.KEPT + 3; i++) {
            open(anArrival().at(T0.plusSeconds(i)));
        }

        assertThat(head().visits()).hasSize(Visit.KEPT);
        assertThat(head().visits().get(0).at()).isEqualTo(T0.plusSeconds(Visit.KEPT + 2L));
    }

    // Tasks

    @Test
    void aTaskIsThereFromItsAcknowledgementOn() {
        open(anArrival());

        assertThat(add(reboot("T1"))).isInstanceOf(TaskStore.Added.Created.class);

        assertThat(stored("T1")).isEqualTo(reboot("T1"));
        assertThat(store().tasks().list(DEVICE).block()).containsExactly(reboot("T1"));
        assertThat(open(anArrival()).tasks()).containsExactly(reboot("T1"));
    }

    @Test
    void everyKindOfTaskComesBackAsItWasOrdered() {
        open(anArrival());
        for (var spec : TaskSpecs.examples()) {
            var task = task("T-" + NUMBERS.incrementAndGet(), spec, Schedule.AT_ONCE);

            add(task);

            assertThat(stored(task.id())).isEqualTo(task);
        }
    }

    @Test
    void aTaskForADeviceNobodyKnowsIsRefused() {
        assertThat(add(reboot("T1"))).isEqualTo(new TaskStore.Added.NoDevice());
    }

    @Test
    void aTaskIsDueInItsTimeAndNotBefore() {
        open(anArrival());
        add(task("T1", new TaskSpec.Reboot(), new Schedule(T0.plusSeconds(10), T0.plusSeconds(20), null)));

        assertThat(open(anArrival().at(T0.plusSeconds(9))).tasks()).isEmpty();
        assertThat(open(anArrival().at(T0.plusSeconds(10))).tasks()).hasSize(1);
    }

    @Test
    void aTaskWhoseTimeIsOverWhenItsSessionIsSupersededIsNotGivenToTheNext() {
        var arrival = anArrival().build();
        open(arrival);
        var spec = new TaskSpec.GetParameterValues(List.of("Device."));
        var task = task("T1", spec, new Schedule(null, T0.plusSeconds(10), null));
        add(task);
        var sent = new Sent("GetParameterValues", "", T0, true, 1, List.of(), false);
        commit(arrival, 0, session("asked"), tasks(task.tried().sending(sent)));

        assertThat(open(anArrival().at(T0.plusSeconds(10))).tasks()).isEmpty();
    }

    @Test
    void aTaskThatRanOutOfTimeExpires() {
        var arrival = anArrival().build();
        open(arrival);
        commit(arrival, 0, null, Commit.Changes.NONE);
        add(task("T1", new TaskSpec.Reboot(), new Schedule(null, T0.plusSeconds(20), null)));
        int partition = Partitions.of(DEVICE);

        store().sessions().expire(partition, T0.plusSeconds(19)).block();
        assertThat(stored("T1").status()).isEqualTo(TaskStatus.QUEUED);
        store().sessions().expire(partition, T0.plusSeconds(20)).block();
        assertThat(stored("T1").status()).isEqualTo(TaskStatus.EXPIRED);
    }

    @Test
    void aWaitingTaskCanBeTakenBack() {
        open(anArrival());
        add(reboot("T1"));

        var cancelled = Objects.requireNonNull(
                store().tasks().cancel(DEVICE, "T1", write()).block());

        assertThat(cancelled.status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(open(anArrival()).tasks()).isEmpty();
    }

    @Test
    void aTaskTakenBackIsNotBegun() {
        open(anArrival());
        add(reboot("T1"));
        var arrival = anArrival().build();
        open(arrival);
        store().tasks().cancel(DEVICE, "T1", write()).block();

        var begun = commit(
                arrival,
                0,
                session("asks"),
                tasks(reboot("T1").tried().sending(new Sent("Reboot", "T1", T0, false, 0, List.of(), false))));

        assertThat(begun).isEqualTo(new Committed.Withdrawn(Set.of("T1")));
        assertThat(stored("T1").status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(commit(arrival, 0, session("without"), Commit.Changes.NONE)).isEqualTo(new Committed.Done(1));
    }

    @Test
    void aTaskWhoseRequestIsOutIsNotTakenBack() {
        open(anArrival());
        add(reboot("T1"));
        var arrival = anArrival().build();
        open(arrival);
        commit(
                arrival,
                0,
                session("asks"),
                tasks(reboot("T1").tried().sending(new Sent("Reboot", "T1", T0, false, 0, List.of(), false))));

        var task = Objects.requireNonNull(
                store().tasks().cancel(DEVICE, "T1", write()).block());

        assertThat(task.status()).isEqualTo(TaskStatus.RUNNING);
    }

    @Test
    void theSameKeyAndOrderGiveTheSameTask() {
        open(anArrival());
        var key = new TaskStore.Idempotency("key", "digest");

        store().tasks().add(reboot("T1"), key, write()).block();

        assertThat(store().tasks().add(reboot("T2"), key, write()).block())
                .isEqualTo(new TaskStore.Added.Repeated(reboot("T1")));
        assertThat(store().tasks()
                        .add(reboot("T3"), new TaskStore.Idempotency("key", "other"), write())
                        .block())
                .isEqualTo(new TaskStore.Added.KeyTaken());
        assertThat(store().tasks()
                        .add(reboot("T4"), key, write(T0.plus(Duration.ofHours(24))))
                        .block())
                .isInstanceOf(TaskStore.Added.Created.class);
    }

    @Test
    void aTaskWhoseIdIsThereIsNotMadeAgain() {
        open(anArrival());
        add(reboot("T1"));

        assertThat(add(reboot("T1"))).isEqualTo(new TaskStore.Added.Repeated(reboot("T1")));

        var ended = Objects.requireNonNull(
                store().tasks().cancel(DEVICE, "T1", write()).block());
        assertThat(add(reboot("T1"))).isEqualTo(new TaskStore.Added.Repeated(ended));
        assertThat(store().tasks().list(DEVICE).block()).containsExactly(ended);
        assertThat(Objects.requireNonNull(store().counters().block()).tasksOpen())
                .isZero();
    }

    @Test
    void aRepeatedWriteGivesTheRecordedResult() {
        open(anArrival());
        var write = write();

        var first = store().tasks().add(reboot("T1"), null, write).block();
        var repeat = store().tasks().add(reboot("T1"), null, write).block();

        assertThat(repeat).isEqualTo(first);
        assertThat(store().tasks().list(DEVICE).block()).hasSize(1);
        assertThat(store().audit(0, 100).block()).hasSize(1);
    }

    // Devices

    @Test
    void whatOperatorsSayStandsBesideWhatSessionsFind() {
        var arrival = anArrival().build();
        open(arrival);
        store().devices()
                .change(DEVICE, List.of(new DeviceStore.Change.Tag("vip")), write())
                .block();
        var head = head();

        commit(
                arrival,
                0,
                null,
                new Commit.Changes(
                        head.withMacs(List.of("02:00:00:00:00:09")), null, List.of(), Set.of(), null, List.of()));

        assertThat(known().registration().tags()).containsExactly("vip");
        assertThat(head().macs()).containsExactly("02:00:00:00:00:09");
    }

    @Test
    void documentsAreKeptByGroupAndName() {
        var documents = store().documents();
        documents.put("a", "one", new byte[] {1}).block();
        documents
                .putAll("a", Map.of("two", new byte[] {2}, "three", new byte[] {3}))
                .block();
        documents.putAll("a", Map.of()).block();
        documents.put("a b", "one", new byte[] {4}).block();
        documents.put("a", "one", new byte[] {5, 0, (byte) 200}).block();

        assertThat(documents.get("a", "one").block()).containsExactly(5, 0, 200);
        assertThat(documents.get("a", "four").block()).isNull();
        assertThat(Objects.requireNonNull(documents.all("a").block())).containsOnlyKeys("one", "two", "three");
        assertThat(documents.all("nothing").block()).isEmpty();

        documents.remove("a", "two").block();
        assertThat(Objects.requireNonNull(documents.all("a").block())).containsOnlyKeys("one", "three");
        documents.removeAll("a").block();
        assertThat(documents.all("a").block()).isEmpty();
        assertThat(documents.get("a b", "one").block()).containsExactly(4);
    }

    private static Library.Edit edit(String name, long expected, byte @Nullable [] next, Write write) {
        return new Library.Edit("shelf", name, expected, next, write, "why");
    }

    @Test
    void aDocumentOfTheLibraryIsChangedOnlyByWhoKnowsItsVersion() {
        var library = store().library();
        long state = Objects.requireNonNull(library.state("shelf").block());

        assertThat(library.edit(edit("one", 1, new byte[] {1}, write())).block())
                .isZero();
        assertThat(library.edit(edit("one", 0, new byte[] {1}, write())).block())
                .isEqualTo(1);
        assertThat(library.edit(edit("one", 0, new byte[] {2}, write())).block())
                .isZero();
        assertThat(library.edit(edit("one", 1, new byte[] {3, 10, 0}, write())).block())
                .isEqualTo(2);

        var entry = Objects.requireNonNull(library.get("shelf", "one").block());
        assertThat(entry.version()).isEqualTo(2);
        assertThat(entry.record()).containsExactly(3, 10, 0);
        assertThat(Objects.requireNonNull(library.all("shelf").block())).containsOnlyKeys("one");
        assertThat(library.state("shelf").block()).isEqualTo(state + 2);
        assertThat(library.get("other", "one").block()).isNull();
    }

    @Test
    void aDocumentThatWasTakenAwayLeavesItsHistoryAndGoesOnCounting() {
        var library = store().library();
        library.edit(edit("gone", 0, new byte[] {1}, write())).block();
        assertThat(library.edit(edit("gone", 1, null, write())).block()).isEqualTo(2);

        assertThat(library.get("shelf", "gone").block()).isNull();
        assertThat(Objects.requireNonNull(library.all("shelf").block())).doesNotContainKey("gone");
        assertThat(library.edit(edit("gone", 0, new byte[] {2}, write())).block())
                .isEqualTo(3);

        var history = Objects.requireNonNull(library.history("shelf", "gone").block());
        assertThat(history).containsOnlyKeys(1L, 3L);
        assertThat(history.get(3L)).containsExactly(2);
    }

    @Test
    void anEditThatComesTwiceCountsOnceAndStandsInTheAuditTrail() {
        var library = store().library();
        var write = write();
        var edit = edit("twice", 0, new byte[] {1}, write);

        assertThat(library.edit(edit).block()).isEqualTo(1);
        assertThat(library.edit(edit).block()).isEqualTo(1);

        assertThat(Objects.requireNonNull(store().audit(0, 100).block()))
                .filteredOn(entry -> entry.what().equals("shelf changed"))
                .singleElement()
                .matches(entry -> entry.detail().equals("twice why") && entry.device() == null);
    }

    @Test
    void howPoliciesFaredComesBackWithTheTreeAndGoesWithTheDevice() {
        var arrival = anArrival().build();
        open(arrival);
        var compliance = Compliance.NONE
                .with("Device.X", new Compliance.Entry(Compliance.Kind.REFUSED, "p", "mark", 2, T0, 9007, "no"))
                .read("Device.", T0);
        var none = Commit.Changes.NONE;
        commit(
                arrival,
                0,
                session("settled"),
                new Commit.Changes(null, null, List.of(), none.known(), null, List.of(), compliance, Set.of()));

        assertThat(store().sessions().load(DEVICE).block()).isEqualTo(new Loaded(ParameterTree.EMPTY, compliance));

        store().devices().delete(DEVICE, write()).block();
        assertThat(store().sessions().load(DEVICE).block()).isEqualTo(Loaded.NOTHING);
    }

    @Test
    void devicesAreFoundByHowTheyStandWithTheirPolicies() {
        var arrival = anArrival().build();
        var device = Objects.requireNonNull(open(arrival).device());
        var conflict = device.withStanding(device.standing().settled(new Settled(7, null, Settled.State.CONFLICT)));
        commit(arrival, 0, null, new Commit.Changes(conflict, null, List.of(), Set.of(), null, List.of()));

        assertThat(found("policies = conflict")).containsExactly(DEVICE);
        assertThat(found("policies = none")).isEmpty();
    }

    @Test
    void devicesAreCountedByHowTheyStandWithTheirPolicies() {
        assertThat(standing()).isEqualTo(Store.PolicyStates.NONE);
        stand(Settled.State.PENDING);
        assertThat(standing()).isEqualTo(new Store.PolicyStates(0, 1, 0));
        stand(Settled.State.IN_SYNC);
        assertThat(standing()).isEqualTo(new Store.PolicyStates(1, 0, 0));
        open(anArrival().with("2 PERIODIC"));
        register(DEVICE, "x");
        assertThat(standing()).isEqualTo(new Store.PolicyStates(1, 0, 0));
        stand(Settled.State.CONFLICT);
        assertThat(standing()).isEqualTo(new Store.PolicyStates(0, 0, 1));
        stand(Settled.State.NONE);
        assertThat(standing()).isEqualTo(Store.PolicyStates.NONE);

        stand(Settled.State.IN_SYNC);
        store().devices().delete(DEVICE, write()).block();
        assertThat(standing()).isEqualTo(Store.PolicyStates.NONE);
    }

    private Store.PolicyStates standing() {
        return Objects.requireNonNull(store().policies(Partitions.of(DEVICE)).block());
    }

    private void stand(Settled.State state) {
        var arrival = anArrival().build();
        var device = Objects.requireNonNull(open(arrival).device());
        var next = device.withStanding(device.standing().settled(new Settled(7, null, state)));
        assertThat(commit(arrival, 0, null, new Commit.Changes(next, null, List.of(), Set.of(), null, List.of())))
                .isInstanceOf(Committed.Done.class);
    }

    @Test
    void aPartitionTellsHowManyDevicesAndTasksItHas() {
        assertThat(population()).isEqualTo(Store.Population.NONE);
        register(DEVICE, "x");
        assertThat(population()).isEqualTo(new Store.Population(1, 0, 0, 0));
        open(anArrival());
        open(anArrival().with("1 BOOT"));
        add(reboot("T1"));
        add(reboot("T2"));
        assertThat(population()).isEqualTo(new Store.Population(1, 1, 0, 2));

        store().devices().delete(DEVICE, write()).block();
        assertThat(population()).isEqualTo(Store.Population.NONE);
    }

    private Store.Population population() {
        return Objects.requireNonNull(store().population(Partitions.of(DEVICE)).block());
    }

    @Test
    void devicesThatHaveCalledAreCountedByModelAndVersion() {
        register(DEVICE, "x");
        assertThat(models(DEVICE, 10)).isEmpty();

        open(running("1.0"));
        open(running("1.0"));
        assertThat(models(DEVICE, 10)).containsExactly(new Store.ModelCount(routerWith("1.0"), 1));
        open(running("1.1"));
        assertThat(models(DEVICE, 10)).containsExactly(new Store.ModelCount(routerWith("1.1"), 1));

        store().devices().delete(DEVICE, write()).block();
        assertThat(models(DEVICE, 10)).isEmpty();
    }

    @Test
    void modelsAreToldOneByOneUpToANumber() {
        // One's whole name is the beginning of another's, and one has bytes that nobody expects.
        var versions = List.of("1", "10", "1.0\u0001\n", "");
        var devices = neighbours(9);
        for (int i = 0; i < devices.size(); i++) {
            open(running(versions.get(i % versions.size())).of("00D09E", devices.get(i)));
        }

        assertThat(models(DEVICE, 4)).extracting(Store.ModelCount::devices).containsExactlyInAnyOrder(3L, 2L, 2L, 2L);
        assertThat(models(DEVICE, 4))
                .contains(new Store.ModelCount(routerWith("1"), 3), new Store.ModelCount(routerWith("10"), 2));
        var some = models(DEVICE, 3);
        assertThat(some).hasSize(4).extracting(Store.ModelCount::model).contains(Store.ModelCount.BEYOND);
        assertThat(some.stream().mapToLong(Store.ModelCount::devices).sum()).isEqualTo(9);
    }

    private static Arrivals running(String version) {
        return anArrival().reporting("Device.DeviceInfo.SoftwareVersion", version);
    }

    private static ModelKey routerWith(String version) {
        return new ModelKey("00D09E", "Router", version);
    }

    private List<Store.ModelCount> models(DeviceId device, int most) {
        return Objects.requireNonNull(
                store().models(Partitions.of(device), most).block());
    }

    /** Serial numbers of devices in the partition of {@link #DEVICE}. */
    private static List<String> neighbours(int count) {
        return IntStream.iterate(1, i -> i + 1)
                .mapToObj(Integer::toString)
                .filter(serial -> Partitions.of(DeviceId.of("00D09E-" + serial)) == Partitions.of(DEVICE))
                .limit(count)
                .toList();
    }

    @Test
    void anAliasInAFilterMeansEachDevicesOwnParameter() {
        var path = "InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.SSID";
        var told = DeviceId.of("00D09E-A1");
        var read = DeviceId.of("00D09E-A2");
        open(anArrival()
                .of("00D09E", "A1")
                .reporting("Device.DeviceInfo.SoftwareVersion", "1.0")
                .reporting("Device.WiFi.SSID.1.SSID", "home")
                .build());
        var arrival = anArrival()
                .of("00D09E", "A2")
                .reporting("InternetGatewayDevice.DeviceInfo.SoftwareVersion", "1.0")
                .build();
        open(arrival);
        var tree = ParameterTree.of(List.of(Parameter.of(path, "home", ParameterType.STRING, T0)));
        commit(arrival, 0, null, new Commit.Changes(null, tree, List.of(), Set.of(), null, List.of()));
        // The path of the other data model's name is nothing special at this one.
        open(anArrival()
                .of("00D09E", "A3")
                .reporting("Device.DeviceInfo.SoftwareVersion", "1.0")
                .reporting("Device.WiFi.SSID.1.SSID", "other")
                .reporting("Device.WiFi.SSID.3.SSID", "home")
                .build());
        register(DeviceId.of("00D09E-A4"), "x");

        assertThat(foundByAlias("wifi.24.ssid = home")).containsExactly(told, read);
        assertThat(foundByAlias("oui = 00D09E and wifi.24.ssid ~ HO*")).containsExactly(told, read);
        assertThat(foundByAlias("wifi.24.ssid != home")).containsExactly(DeviceId.of("00D09E-A3"));
        assertThat(foundByAlias("wifi.5.ssid = home")).containsExactly(DeviceId.of("00D09E-A3"));
        assertThat(foundByAlias("tag = x and not wifi.24.ssid = home")).containsExactly(DeviceId.of("00D09E-A4"));
    }

    private List<DeviceId> foundByAlias(String filter) {
        var query = new DeviceQuery(
                DeviceId.DEFAULT_TENANT,
                FilterParser.parse(filter, T0, new NetworkNames()),
                DeviceQuery.Sort.ID,
                false,
                10,
                null,
                false);
        return Objects.requireNonNull(store().devices().search(query).block()).items().stream()
                .map(KnownDevice::id)
                .toList();
    }

    private List<DeviceId> found(String filter) {
        var query = DeviceQuery.ofPartition(
                Partitions.of(DEVICE), DeviceId.DEFAULT_TENANT, FilterParser.parse(filter, T0), null);
        return Objects.requireNonNull(store().devices().search(query).block()).items().stream()
                .map(KnownDevice::id)
                .toList();
    }

    @Test
    void aSessionMayOrderTasksOfItsOwn() {
        var arrival = anArrival().build();
        open(arrival);
        var task = reboot("T7");
        commit(
                arrival,
                0,
                session("ordering"),
                new Commit.Changes(null, null, List.of(task), Set.of("T7"), null, List.of(), null, Set.of("T7")));

        assertThat(stored("T7")).isEqualTo(task);
        assertThat(Objects.requireNonNull(store().counters().block()).tasksOpen())
                .isEqualTo(1);
        store().tasks().cancel(DEVICE, "T7", write()).block();
        assertThat(stored("T7").status()).isEqualTo(TaskStatus.CANCELLED);
    }

    @Test
    void theDevicesOfOnePartitionAreFoundAPageAtATime() {
        List<DeviceId> there = new ArrayList<>();
        for (int i = 0; there.size() < 3; i++) {
            var device = DeviceId.of("00D09E-P" + i);
            if (Partitions.of(device) == Partitions.of(DEVICE) && !device.equals(DEVICE)) {
                there.add(device);
            }
        }
        there.add(DEVICE);
        var elsewhere = DeviceId.of("00D09E-ELSEWHERE");
        there.forEach(device -> register(device, "x"));
        register(elsewhere, "x");

        for (var filter : List.of(new DeviceFilter.All(), new DeviceFilter.HasTag("x"))) {
            var query = DeviceQuery.ofPartition(Partitions.of(DEVICE), DeviceId.DEFAULT_TENANT, filter, null);
            var page = Objects.requireNonNull(store().devices().search(query).block());
            assertThat(page.items())
                    .extracting(KnownDevice::id)
                    .containsExactlyElementsOf(there.stream().sorted().toList());
            assertThat(page.next()).isNull();
        }
    }

    private void register(DeviceId device, String tag) {
        store().devices()
                .change(device, List.of(new DeviceStore.Change.Register(), new DeviceStore.Change.Tag(tag)), write())
                .block();
    }

    @Test
    void howADeviceWasReachedIsKeptUntilItIsForgotten() {
        var reach = new Reach(Reach.Way.UDP, "derived 3");
        store().devices().reached(DEVICE, reach).block();
        assertThat(store().devices().find(DEVICE).block()).as("not there yet").isNull();
        open(anArrival());

        store().devices().reached(DEVICE, reach).block();
        assertThat(known().reach()).isEqualTo(reach);
        store().devices()
                .change(DEVICE, List.of(new DeviceStore.Change.Tag("x")), write())
                .block();
        assertThat(known().reach()).as("whatever else changes").isEqualTo(reach);
        store().devices().reached(DEVICE, null).block();
        assertThat(known().reach()).isNull();

        store().devices().reached(DEVICE, reach).block();
        store().devices().delete(DEVICE, write()).block();
        open(anArrival());
        assertThat(known().reach()).isNull();
    }

    @Test
    void aDeletedDeviceIsForgottenWithAllItHad() {
        var arrival = anArrival().build();
        open(arrival);
        add(reboot("T1"));

        assertThat(store().devices().delete(DEVICE, write()).block()).isTrue();

        assertThat(store().devices().find(DEVICE).block()).isNull();
        assertThat(store().tasks().list(DEVICE).block()).isEmpty();
        assertThat(commit(arrival, 0, session("late"), Commit.Changes.NONE)).isEqualTo(new Committed.Stale());
        assertThat(store().devices().delete(DEVICE, write()).block()).isFalse();
        assertThat(open(anArrival()).before()).isNull();
    }

    @Test
    void everyChangeOfAnOperatorIsInTheAuditTrail() {
        store().devices()
                .change(DEVICE, List.of(new DeviceStore.Change.Register()), write())
                .block();
        add(reboot("T1"));
        store().tasks().cancel(DEVICE, "T1", write()).block();
        store().devices().delete(DEVICE, write()).block();

        var entries = Objects.requireNonNull(store().audit(0, 100).block());

        assertThat(entries)
                .extracting(Store.AuditEntry::what)
                .containsExactly("device changed", "task created", "task cancelled", "device deleted");
        assertThat(entries).allSatisfy(entry -> assertThat(entry.actor()).isEqualTo("tester"));
    }

    @Test
    void aSearchGoesThroughTheFleetAPageAtATime() {
        for (int i = 0; i < 25; i++) {
            open(anArrival().of("00D09E", String.format("%03d", i)).at(T0.plusSeconds(i)));
        }
        var query = new DeviceQuery(
                DeviceId.DEFAULT_TENANT, new DeviceFilter.All(), DeviceQuery.Sort.LAST_INFORM, true, 10, null, true);

        var first = Objects.requireNonNull(store().devices().search(query).block());
        assertThat(first.count()).isEqualTo(25);
        assertThat(first.items())
                .extracting(device -> device.id().value())
                .startsWith("00D09E-024")
                .hasSize(10);
        var second = next(query, first);
        var third = next(query, second);

        assertThat(third.items()).hasSize(5);
        assertThat(third.items().get(4).id().value()).isEqualTo("00D09E-000");
        assertThat(third.next()).isNull();
    }

    private DeviceStore.Page next(DeviceQuery query, DeviceStore.Page page) {
        return Objects.requireNonNull(store().devices()
                .search(new DeviceQuery(
                        query.tenant(),
                        query.filter(),
                        query.sort(),
                        query.descending(),
                        query.limit(),
                        page.next(),
                        false))
                .block());
    }

    @Test
    void eventsAreRecordedWithTheChangeThatTheyTell() {
        open(anArrival().with("0 BOOTSTRAP").with("1 BOOT"));
        add(reboot("T1"));

        var events = Objects.requireNonNull(
                store().events(Partitions.of(DEVICE), 0, 100).block());

        assertThat(events)
                .extracting(recorded -> recorded.event().type())
                .containsExactly(
                        DomainEvent.Type.FIRST_CONTACT,
                        DomainEvent.Type.BOOTSTRAP,
                        DomainEvent.Type.BOOT,
                        DomainEvent.Type.TASK_CREATED);
        assertThat(events).extracting(Store.Recorded::number).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void aTaskThatIsTakenBackOrRunsOutOfTimeIsToldToHaveEnded() {
        var arrival = anArrival().build();
        open(arrival);
        commit(arrival, 0, null, Commit.Changes.NONE);
        add(task("T1", new TaskSpec.Reboot(), new Schedule(null, T0.plusSeconds(20), null)));
        add(reboot("T2"));

        store().tasks().cancel(DEVICE, "T2", write()).block();
        store().tasks().cancel(DEVICE, "T2", write()).block();
        store().sessions().expire(Partitions.of(DEVICE), T0.plusSeconds(60)).block();
        store().sessions().expire(Partitions.of(DEVICE), T0.plusSeconds(70)).block();

        var events = Objects.requireNonNull(
                store().events(Partitions.of(DEVICE), 0, 100).block());
        assertThat(events)
                .filteredOn(recorded -> recorded.event().type() == DomainEvent.Type.TASK_ENDED)
                .extracting(recorded -> recorded.event().detail())
                .containsExactly(
                        Map.of("task", "T2", "kind", "reboot", "status", "cancelled", "fault", ""),
                        Map.of("task", "T1", "kind", "reboot", "status", "expired", "fault", ""));
    }

    @Test
    void countersMoveWithEveryChange() {
        open(anArrival());
        store().devices()
                .change(DeviceId.of("00D09E-2"), List.of(new DeviceStore.Change.Register()), write())
                .block();
        add(reboot("T1"));

        assertThat(store().counters().block()).isEqualTo(new Store.Counters(2, 1, 0, 1, 1));
    }

    @Test
    void aCredentialGivenDuringASessionIsStillToBeProvenAfterIt() {
        give("first");
        var arrival = anArrival().provenBy(Arrival.Proof.STORED).build();
        var opened = open(arrival);
        give("second");
        commit(arrival, 0, null, new Commit.Changes(opened.device(), null, List.of(), Set.of(), null, List.of()));

        var withTheOldOne = open(anArrival().provenBy(Arrival.Proof.STORED_PREVIOUS));

        assertThat(withTheOldOne.verdict()).isEqualTo(new Verdict.Admitted());
    }

    private void give(String password) {
        store().devices()
                .change(
                        DEVICE,
                        List.of(
                                new DeviceStore.Change.Register(),
                                new DeviceStore.Change.SetCredential(new Credential("box", password))),
                        write())
                .block();
    }

    // Packed trees

    private static ParameterTree tree(int device, String... more) {
        var parameters = new ArrayList<Parameter>();
        for (int i = 0; i < 50; i++) {
            parameters.add(Parameter.of("Device.Common.P" + i, "the same on all " + i, ParameterType.STRING, T0));
        }
        parameters.add(Parameter.of("Device.Own", "own " + device, ParameterType.STRING, T0));
        for (var path : more) {
            parameters.add(Parameter.of(path, "v", ParameterType.STRING, T0));
        }
        return ParameterTree.of(parameters);
    }

    private Arrival visitOf(int device, @Nullable ParameterTree tree) {
        var arrival = anArrival().of("00D09E", "p" + device).build();
        open(arrival);
        commit(arrival, 0, null, new Commit.Changes(null, tree, List.of(), Set.of(), null, List.of()));
        return arrival;
    }

    @Test
    void treesComeBackBeforeTheirModelHasADictionaryAndAfterIt() {
        int devices = SchemaFamily.TREES_WITHOUT_DICTIONARY + 20;
        var ids = new ArrayList<DeviceId>();
        for (int i = 0; i < devices; i++) {
            ids.add(visitOf(i, tree(i)).device());
        }

        for (int round = 0; round < 2; round++) { // What the first has loaded may be packed otherwise by the second.
            for (int i = 0; i < devices; i++) {
                assertThat(store().sessions().load(ids.get(i)).map(Loaded::tree).block())
                        .isEqualTo(tree(i));
            }
        }
    }

    @Test
    void schemasThatNoTreeNamesAreCollectedAtTheSecondLookAndNoOthers() {
        var first = visitOf(1, tree(1)).device();
        visitOf(1, tree(1, "Device.More"));
        var other = visitOf(2, tree(2, "Device.More", "Device.YetMore")).device();

        var looks = List.of(collected(), collected(), collected());

        assertThat(looks).containsExactly(0, 1, 0);
        assertThat(store().sessions().load(first).map(Loaded::tree).block()).isEqualTo(tree(1, "Device.More"));
        assertThat(store().sessions().load(other).map(Loaded::tree).block())
                .isEqualTo(tree(2, "Device.More", "Device.YetMore"));
    }

    @Test
    void theSchemasOfForgottenDevicesAreCollectedAndAreThereAgainForTheNextOne() {
        var device = visitOf(1, tree(1)).device();
        store().devices().delete(device, write()).block();
        collected();

        assertThat(collected()).isEqualTo(1);
        visitOf(1, tree(1));

        assertThat(store().sessions().load(device).map(Loaded::tree).block()).isEqualTo(tree(1));
        assertThat(collected()).isZero();
        assertThat(collected()).isZero();
    }

    private int collected() {
        return Objects.requireNonNull(store().collectSchemas().block());
    }
}

package org.reactiveacs.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactiveacs.device.Access;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Identity;
import org.reactiveacs.device.KnownDevice;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.device.PathNames;
import org.reactiveacs.device.Registration;
import org.reactiveacs.device.Settled;
import org.reactiveacs.device.Standing;
import org.reactiveacs.device.Succession;
import org.reactiveacs.device.Visit;
import org.reactiveacs.policy.document.Source;
import org.reactiveacs.policy.expression.Expressions;
import org.reactiveacs.store.record.PackedVisits;
import org.reactiveacs.task.Assignment;
import org.reactiveacs.task.Outcome;
import org.reactiveacs.task.Schedule;
import org.reactiveacs.task.Sent;
import org.reactiveacs.task.Task;
import org.reactiveacs.task.TaskFault;
import org.reactiveacs.task.TaskSpec;
import org.reactiveacs.task.TaskStatus;

class JudgeTest {
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
    private static final DeviceId DEVICE = DeviceId.of("00D09E-1");
    private static final String FIRMWARE = """
            filter: ""
            firmware:
              version: "2.0"
              url: http://files/2.0.bin
              models:
                - {productClass: "BX*", none: true}
              former:
                - {version: "1.0", url: http://files/1.0.bin}
            patience: 3d
            check: {within: 10m, watch: 5m, boots: 2}
            """;

    private CampaignSpec spec = spec(FIRMWARE);
    private final List<Visit> visits = new ArrayList<>();
    private Settled.State policies = Settled.State.NONE;
    private @Nullable String condition;

    private static CampaignSpec spec(String yaml) {
        return new CampaignReader(new Expressions()).read("c", Source.read(yaml, Source.Form.YAML), PathNames.NONE);
    }

    private KnownDevice device(String productClass, String software) {
        var head = new Device(
                DEVICE,
                new Identity("Acme", "00D09E", productClass, "1"),
                new Device.Contact(T0, T0, null, List.of("2 PERIODIC"), "192.0.2.1"),
                Standing.FRESH.settled(new Settled(1, null, policies)),
                Access.NONE,
                Map.of(
                        "Device.DeviceInfo.SoftwareVersion",
                        Parameter.of("Device.DeviceInfo.SoftwareVersion", software, ParameterType.STRING, T0)),
                List.of(),
                PackedVisits.of(visits));
        return new KnownDevice(DEVICE, head, Registration.NONE, null, null);
    }

    private void visit(Instant at, String event, Visit.End end) {
        visits.add(0, new Visit(at, List.of(event), "192.0.2.1", 0, List.of(), end, 1));
    }

    private Task task() {
        var run = (Dispatch.Run) Dispatch.forward(spec, device("AX", "1.0"), Entry.WAITING);
        return Task.queued("T1", DEVICE, run.spec(), new Task.Order(T0, "c", Schedule.AT_ONCE));
    }

    private static Task taken(Task task) {
        return task.sending(new Sent("Download", "T1", T0, false, 0, List.of(), false))
                .accepted(Outcome.NONE);
    }

    private Entry judged(Entry entry, @Nullable KnownDevice device, @Nullable Task task, Instant now) {
        return new Judge(spec, seen -> condition).of(entry, new Judge.Seen(device, task, Map.of(), now));
    }

    private static Entry ordered() {
        return Entry.WAITING.ordered(T0, "1.0");
    }

    @Test
    void aDeviceGetsTheFirstFirmwareThatFits() {
        assertThat(Dispatch.forward(spec, device("AX", "1.0"), Entry.WAITING))
                .isInstanceOfSatisfying(
                        Dispatch.Run.class, run -> assertThat(run.former()).isEqualTo("1.0"));
        assertThat(Dispatch.forward(spec, device("BX7", "1.0"), Entry.WAITING))
                .isEqualTo(new Dispatch.Nothing(Stage.SKIPPED, "none is for BX7 with 1.0"));
        assertThat(Dispatch.forward(spec, device("AX", "2.0"), Entry.WAITING))
                .isEqualTo(new Dispatch.Nothing(Stage.SKIPPED, "it runs 2.0 already"));
        assertThat(Dispatch.forward(spec, null, Entry.WAITING))
                .isEqualTo(new Dispatch.Nothing(Stage.SKIPPED, "the device is gone"));
    }

    @Test
    void aDeviceThatWasReplacedIsLeftAlone() {
        var known = device("AX", "1.0");
        var next = DeviceId.of("00D09E-2");
        var registration = Registration.NONE.retired(new Succession.Retirement(T0, "c", next, "", true));
        var retired = new KnownDevice(DEVICE, known.head(), registration, null, null);

        assertThat(Dispatch.forward(spec, retired, Entry.WAITING))
                .isEqualTo(new Dispatch.Nothing(Stage.SKIPPED, "it was replaced by 00D09E-2"));
    }

    @Test
    void aDeviceThatComesBackWithItsFirmwareDidWellOnceItWasWatched() {
        var done = taken(task()).ended(TaskStatus.DONE, Outcome.NONE, T0.plusSeconds(60));

        var checking = judged(ordered(), device("AX", "2.0"), done, T0.plusSeconds(61));
        assertThat(checking.stage()).isEqualTo(Stage.CHECKING);
        assertThat(checking.at()).isEqualTo(T0.plusSeconds(60));

        assertThat(judged(checking, device("AX", "2.0"), done, T0.plusSeconds(359)))
                .isEqualTo(checking);
        assertThat(judged(checking, device("AX", "2.0"), done, T0.plusSeconds(360))
                        .stage())
                .isEqualTo(Stage.SUCCEEDED);
    }

    @Test
    void oneThatReportsTheOldFirmwareFailsWhenItsTimeIsOver() {
        var done = taken(task()).ended(TaskStatus.DONE, Outcome.NONE, T0);
        var checking = judged(ordered(), device("AX", "1.0"), done, T0.plusSeconds(1));
        assertThat(checking.stage()).isEqualTo(Stage.CHECKING);

        var failed = judged(checking, device("AX", "1.0"), done, T0.plusSeconds(600));

        assertThat(failed.stage()).isEqualTo(Stage.FAILED);
        assertThat(failed.reason()).isEqualTo("it reports firmware 1.0 and not 2.0");
    }

    @Test
    void oneThatNeverComesBackFailsWhenItsTimeIsOver() {
        var out = taken(task());
        assertThat(judged(ordered(), device("AX", "1.0"), out, T0.plusSeconds(599))
                        .stage())
                .isEqualTo(Stage.ORDERED);

        var failed = judged(ordered(), device("AX", "1.0"), out, T0.plusSeconds(600));

        assertThat(failed.reason()).isEqualTo("it took the file and did not come back with 2.0 within 10 min");
    }

    @Test
    void oneThatBootsAgainAndAgainFailsAtOnce() {
        var done = taken(task()).ended(TaskStatus.DONE, Outcome.NONE, T0);
        visit(T0, "1 BOOT", Visit.End.COMPLETED);
        visit(T0.plusSeconds(10), "1 BOOT", Visit.End.COMPLETED);
        visit(T0.plusSeconds(20), "1 BOOT", Visit.End.COMPLETED);
        assertThat(judged(ordered(), device("AX", "2.0"), done, T0.plusSeconds(21))
                        .stage())
                .as("the boot into it does not count, and two may be")
                .isEqualTo(Stage.CHECKING);
        visit(T0.plusSeconds(30), "1 BOOT", Visit.End.UNDER_WAY);

        var failed = judged(ordered(), device("AX", "2.0"), done, T0.plusSeconds(31));

        assertThat(failed.stage()).isEqualTo(Stage.FAILED);
        assertThat(failed.reason()).isEqualTo("it booted 3 times within 31 s after it was done");
    }

    @Test
    void theExpressionMustHoldWithinTheTime() {
        condition = "it is false";
        var done = taken(task()).ended(TaskStatus.DONE, Outcome.NONE, T0);
        assertThat(judged(ordered(), device("AX", "2.0"), done, T0.plusSeconds(400))
                        .stage())
                .isEqualTo(Stage.CHECKING);

        assertThat(judged(ordered(), device("AX", "2.0"), done, T0.plusSeconds(600))
                        .reason())
                .isEqualTo("it is false");
    }

    @Test
    void whatBecameOfTheTaskIsToldInWords() {
        var failed = task().failed(new TaskFault(9010, TaskFault.CPE_FAULT, "no room", List.of()), T0);
        assertThat(judged(ordered(), device("AX", "1.0"), failed, T0).reason()).isEqualTo("fault 9010: no room");

        var expired = task().ended(TaskStatus.EXPIRED, Outcome.NONE, T0);
        var skipped = judged(ordered(), device("AX", "1.0"), expired, T0);
        assertThat(skipped.stage()).isEqualTo(Stage.SKIPPED);
        assertThat(skipped.reason()).isEqualTo("it did not call within 3 days");

        var back = ordered().to(Stage.ROLLING_BACK, T0, "");
        assertThat(judged(back, device("AX", "2.0"), expired, T0).stage()).isEqualTo(Stage.ROLLBACK_FAILED);
        assertThat(judged(ordered(), null, null, T0).stage()).isEqualTo(Stage.SKIPPED);
        assertThat(judged(ordered(), device("AX", "1.0"), null, T0).reason()).isEqualTo("its task is gone");
    }

    @Test
    void aDeviceGoesBackToTheFirmwareThatItRan() {
        var entry = ordered().to(Stage.TO_ROLL_BACK, T0, "");
        var done = task().ended(TaskStatus.DONE, Outcome.NONE, T0);

        assertThat(Dispatch.back(spec, device("AX", "2.0"), entry, done))
                .isInstanceOfSatisfying(
                        Dispatch.Run.class,
                        run -> assertThat(((TaskSpec.Download) run.spec()).url())
                                .isEqualTo("http://files/1.0.bin"));
        assertThat(Dispatch.back(spec, device("AX", "1.0"), entry, task().failed(TaskFault.ours("x", "y"), T0)))
                .isEqualTo(new Dispatch.Nothing(Stage.ROLLED_BACK, "it runs 1.0"));
        assertThat(Dispatch.back(spec, device("AX", "1.0"), entry, taken(task())))
                .as("it has the file and may come with it yet")
                .isInstanceOf(Dispatch.Run.class);
        var other = new Entry(Stage.TO_ROLL_BACK, 1, 0, T0, "0.9", "");
        assertThat(Dispatch.back(spec, device("AX", "2.0"), other, done))
                .isEqualTo(new Dispatch.Nothing(Stage.ROLLBACK_FAILED, "no file is given for its former firmware 0.9"));
    }

    @Test
    void valuesGoBackToWhatWasReadBeforeTheyWereSet() {
        spec = spec("{filter: '', task: {kind: setParameterValues, values: {Device.A: 2, Device.Password: x}}}");
        var forward = ((Dispatch.Run) Dispatch.forward(spec, device("AX", "1.0"), Entry.WAITING)).spec();
        assertThat(forward)
                .isInstanceOfSatisfying(
                        TaskSpec.Sequence.class,
                        sequence -> assertThat(sequence.steps().get(0).spec())
                                .isEqualTo(new TaskSpec.GetParameterValues(List.of("Device.A", "Device.Password"))));
        var done = Task.queued("T1", DEVICE, forward, new Task.Order(T0, "c", Schedule.AT_ONCE))
                .ended(
                        TaskStatus.DONE,
                        Outcome.ofValues(List.of(
                                Parameter.of("Device.A", "1", ParameterType.UNSIGNED_INT, T0),
                                Parameter.of("Device.Password", "", ParameterType.STRING, T0),
                                Parameter.of("Device.A", "2", ParameterType.UNSIGNED_INT, T0))),
                        T0);

        var back = (Dispatch.Run) Dispatch.back(spec, device("AX", "1.0"), ordered(), done);

        assertThat(back.spec())
                .isEqualTo(new TaskSpec.SetParameterValues(
                        List.of(new Assignment("Device.A", "1", ParameterType.UNSIGNED_INT))));
        assertThat(Dispatch.back(spec, device("AX", "1.0"), ordered(), null))
                .isEqualTo(new Dispatch.Nothing(Stage.ROLLBACK_FAILED, "its values before are not kept any more"));
    }

    @Test
    void policiesDidWellWhenTheDeviceIsInSyncAfterItsSession() {
        spec = spec("{filter: '', policies: {tag: new}, check: {within: 10m}}");
        policies = Settled.State.IN_SYNC;
        assertThat(Dispatch.forward(spec, device("AX", "1.0"), Entry.WAITING))
                .isEqualTo(new Dispatch.Mark("new", true));
        visit(T0.plusSeconds(5), "2 PERIODIC", Visit.End.UNDER_WAY);
        assertThat(judged(ordered(), device("AX", "1.0"), null, T0.plusSeconds(6))
                        .stage())
                .isEqualTo(Stage.ORDERED);

        visits.set(0, visits.get(0).ended(Visit.End.COMPLETED, T0.plusSeconds(7), List.of()));
        var checking = judged(ordered(), device("AX", "1.0"), null, T0.plusSeconds(8));
        assertThat(judged(checking, device("AX", "1.0"), null, T0.plusSeconds(9))
                        .stage())
                .isEqualTo(Stage.SUCCEEDED);

        policies = Settled.State.CONFLICT;
        assertThat(judged(checking, device("AX", "1.0"), null, T0.plusSeconds(700))
                        .reason())
                .isEqualTo("its policies are conflict");
    }

    @Test
    void idsOfTasksAreTheSameWhicheverNodeFindsThem() {
        var campaign = new Campaign("c", 1, "id", T0, "tester", "{}", List.of());

        var id = CampaignTaskIds.of(campaign, DEVICE, 0, false);

        assertThat(id).hasSize(26).isEqualTo(CampaignTaskIds.of(campaign, DEVICE, 0, false));
        assertThat(List.of(
                        id,
                        CampaignTaskIds.of(campaign, DEVICE, 1, false),
                        CampaignTaskIds.of(campaign, DEVICE, 0, true),
                        CampaignTaskIds.of(campaign, DeviceId.of("00D09E-2"), 0, false)))
                .doesNotHaveDuplicates();
        assertThat(Objects.requireNonNull(id).substring(0, 10))
                .isEqualTo(new org.reactiveacs.port.RandomIds(() -> T0).next().substring(0, 10));
    }
}

package org.reactiveacs.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.reactiveacs.cwmp.AcsRequest;
import org.reactiveacs.cwmp.CwmpWriter;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.task.Assignment;
import org.reactiveacs.task.Task;
import org.reactiveacs.task.TaskFault;
import org.reactiveacs.task.TaskSpec;
import org.reactiveacs.task.TaskStatus;

/** The engine against CPEs that break off wherever it hurts: nothing that must not happen twice does. */
class PromisesTest {

    private static final int SESSIONS = 40;

    @Property(tries = 400)
    void whatMustNotBeRepeatedHappensAtMostOnce(
            @ForAll long seed, @ForAll boolean honoursKey, @ForAll boolean takesAliases) {
        var random = new Random(seed);
        var rig = new EngineRig();
        var cpe = new RandomCpe(random, honoursKey, takesAliases);
        for (int i = 0; i < SESSIONS; i++) {
            if (i < SESSIONS / 2 && random.nextBoolean()) {
                rig.order(spec(random));
            }
            session(rig, cpe, random);
            rig.now = rig.now.plus(Duration.ofMinutes(1));
        }

        for (var task : rig.tasks.values()) {
            assertThat(cpe.times(trace(task)))
                    .as("%s of key %s, %s", task.spec().kind(), task.id(), task.status())
                    .isLessThanOrEqualTo(isRepeatable(task) ? Integer.MAX_VALUE : 1);
            assertHonest(task, cpe);
        }
    }

    private static TaskSpec spec(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> new TaskSpec.Reboot();
            case 1 -> new TaskSpec.AddObject("Device.O.", List.of());
            case 2 -> new TaskSpec.AddObject("Device.O.", List.of(new Assignment("Enable", "1", null)));
            case 3 -> new TaskSpec.DeleteObject("Device.O." + (1 + random.nextInt(3)) + ".");
            case 4 -> new TaskSpec.SetParameterValues(List.of(new Assignment("Device.X", "1", ParameterType.BOOLEAN)));
            case 5 -> new TaskSpec.Download("1 Firmware Upgrade Image", "http://f/w", "", "", 0, "", 0, "", "");
            case 6 ->
                new TaskSpec.AddObject(
                        "Device.O.[a" + random.nextInt(4) + "].", List.of(new Assignment("Enable", "1", null)));
            default -> new TaskSpec.GetParameterValues(List.of("Device.X", "Device.Y"));
        };
    }

    private static boolean isRepeatable(Task task) {
        return task.spec() instanceof TaskSpec.SetParameterValues || task.spec() instanceof TaskSpec.DeleteObject;
    }

    private static String trace(Task task) {
        return task.spec() instanceof TaskSpec.AddObject ? RandomCpe.made(task.id()) : task.id();
    }

    /** A task that claims success was carried out; one that was refused was not. */
    private static void assertHonest(Task task, RandomCpe cpe) {
        boolean leavesTrace = !(task.spec() instanceof TaskSpec.GetParameterValues)
                && !(task.spec() instanceof TaskSpec.DeleteObject);
        if (task.status() == TaskStatus.DONE && leavesTrace) {
            assertThat(cpe.times(trace(task))).as("%s is said to be done", task).isPositive();
        }
        if (task.status() == TaskStatus.FAILED) {
            var fault = Objects.requireNonNull(task.outcome().fault());
            boolean single = !isRepeatable(task);
            if (single && fault.reason().equals(TaskFault.CPE_FAULT) && !(task.spec() instanceof TaskSpec.AddObject)) {
                assertThat(cpe.times(task.id())).as("%s was refused", task).isZero();
            }
        }
    }

    private static void session(EngineRig rig, RandomCpe cpe, Random random) {
        rig.inform(cpe.inform());
        cpe.informed();
        if (random.nextInt(12) == 0) {
            return; // Dies before its turn is over.
        }
        var reply = rig.nothing();
        int messages = 0;
        while (reply instanceof Reply.Send send) {
            assertThat(send.envelope().message()).isInstanceOf(AcsRequest.class);
            assertThat(new CwmpWriter().sizeOf(send.envelope())).isLessThan(32_768);
            assertThat(++messages).as("a session ends").isLessThan(200);
            var answer = cpe.on(EngineRig.message(reply));
            if (answer == null) {
                return; // The next Inform supersedes this session.
            }
            reply = rig.say(answer);
        }
        assertThat(rig.session).isNull();
    }
}

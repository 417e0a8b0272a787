package org.reactiveacs.task;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.InstanceAlias;

/**
 * Finds what no device could do in a task: what a CPE would refuse whatever its model, and what TR-069 does not let be
 * sent. What depends on the device is left to the device.
 */
public final class TaskValidation {

    private static final Pattern EVENT = Pattern.compile("(\\d{1,2}|M|X) \\S.*");

    private final Problems problems;

    private TaskValidation(Problems problems) {
        this.problems = problems;
    }

    /** All that is wrong but for names of parameters, in the order of the task's JSON; empty when nothing is. */
    public static List<TaskProblem> problems(TaskSpec spec) {
        return problems(spec, name -> null);
    }

    /**
     * All that is wrong, in the order of the task's JSON; empty when nothing is.
     *
     * @param names says what is wrong with a name that stands in the place of a parameter's path, null if nothing
     */
    public static List<TaskProblem> problems(TaskSpec spec, Function<String, @Nullable String> names) {
        var found = new ArrayList<TaskProblem>();
        check(spec, new Problems("", found, names));
        return List.copyOf(found);
    }

    private static void check(TaskSpec spec, Problems problems) {
        var validation = new TaskValidation(problems);
        if (spec instanceof TaskSpec.Sequence sequence) {
            validation.sequence(sequence);
        } else if (spec instanceof TaskSpec.HandOver handOver) {
            new HandOverValidation(problems).check(handOver);
        } else if (spec instanceof TaskSpec.Operation operation) {
            new OperationValidation(problems).check(operation);
        } else {
            validation.parameters(spec);
        }
    }

    private void sequence(TaskSpec.Sequence sequence) {
        int steps = sequence.steps().size();
        if (steps < 1 || steps > TaskSpec.Sequence.MAX_STEPS) {
            problems.add("/steps", "a sequence has 1 to " + TaskSpec.Sequence.MAX_STEPS + " steps, not " + steps);
            return;
        }
        for (int i = 0; i < steps; i++) {
            var step = sequence.steps().get(i);
            var event = step.whenEvent();
            if (event != null && !EVENT.matcher(event).matches()) {
                problems.add(
                        "/steps/" + i + "/when/event", "'" + event + "' is no event code such as 1 BOOT or M Reboot");
            }
            check(step.spec(), problems.below("/steps/" + i));
        }
    }

    private void parameters(TaskSpec spec) {
        if (spec instanceof TaskSpec.GetParameterValues get) {
            paths(get.paths());
        } else if (spec instanceof TaskSpec.GetParameterAttributes get) {
            paths(get.paths());
        } else if (spec instanceof TaskSpec.SetParameterValues set) {
            if (set.values().isEmpty()) {
                problems.add("/values", "at least one value is needed");
            }
            AssignmentValidation.check(set.values(), problems);
            set.values().forEach(value -> problems.name("/values" + TaskProblem.token(value.path()), value.path()));
        } else if (spec instanceof TaskSpec.SetParameterAttributes set) {
            attributes(set);
        } else if (spec instanceof TaskSpec.GetParameterNames get) {
            pathOrRoot(get.path());
        } else if (spec instanceof TaskSpec.Refresh refresh) {
            pathOrRoot(refresh.path());
        } else if (spec instanceof TaskSpec.AddObject add) {
            if (problems.object("/path", add.path()) && PathForm.endsWithNumber(add.path())) {
                problems.add("/path", "'" + add.path() + "' names an instance: the object to add one to is its parent");
            }
            AssignmentValidation.check(add.values(), problems);
            alias(add);
        } else if (spec instanceof TaskSpec.DeleteObject delete) {
            if (problems.object("/path", delete.path()) && !PathForm.endsWithInstance(delete.path())) {
                problems.add(
                        "/path",
                        "'" + delete.path() + "' names no instance: its last part is no number and no [alias]");
            }
        } else {
            throw new IllegalStateException("no rules for " + spec);
        }
    }

    private void alias(TaskSpec.AddObject add) {
        var alias = InstanceAlias.last(add.path());
        if (alias == null) {
            return;
        }
        if (!InstanceAlias.isOne(alias)) {
            problems.add(
                    "/path",
                    "'" + alias
                            + "' is no alias: a letter comes first, then at most 63 others without dots and brackets");
        }
        var other = add.values().stream()
                .filter(value -> value.path().equals(InstanceAlias.PARAMETER))
                .anyMatch(value -> !value.value().equals(alias));
        if (other) {
            problems.add("/values/" + InstanceAlias.PARAMETER, "the path says another alias: '" + alias + "'");
        }
    }

    private void paths(List<String> paths) {
        if (paths.isEmpty()) {
            problems.add("/paths", "at least one path is needed");
        }
        for (int i = 0; i < paths.size(); i++) {
            problems.pathOrName("/paths/" + i, paths.get(i));
        }
    }

    private void pathOrRoot(String path) {
        if (!path.isEmpty()) {
            problems.pathOrName("/path", path);
        }
    }

    private void attributes(TaskSpec.SetParameterAttributes set) {
        if (set.attributes().isEmpty()) {
            problems.add("/attributes", "at least one change is needed");
        }
        for (int i = 0; i < set.attributes().size(); i++) {
            var change = set.attributes().get(i);
            var at = "/attributes/" + i;
            problems.pathOrName(at + "/path", change.path());
            var notification = change.notification();
            var accessList = change.accessList();
            if (notification == null && accessList == null) {
                problems.add(at, "a notification or an accessList is needed");
            }
            if (notification != null) {
                problems.range(at + "/notification", notification, 0, 6);
            }
            if (accessList != null) {
                for (int j = 0; j < accessList.size(); j++) {
                    problems.needed(at + "/accessList/" + j, accessList.get(j), 64);
                }
            }
        }
    }
}

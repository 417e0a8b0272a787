package org.reactiveacs.session.work;

import java.util.List;
import org.reactiveacs.policy.Step;
import org.reactiveacs.task.Task;

/** Works that no step of an operator's asks for. */
public final class Questions {
    private Questions() {}

    /** Reads what the device may not have. */
    public static Work probing(List<String> paths) {
        return new ProbeWork(paths, List.of());
    }

    /** Finds the instance that an AddObject made whose answer was lost, and goes on with it. */
    public static Work identifying(Step.Add step, Task task) {
        return AddWork.identifying(step, task);
    }
}

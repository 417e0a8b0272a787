package org.reactiveacs.session.work;

import java.util.List;
import org.reactiveacs.policy.Step;
import org.reactiveacs.task.Assignment;
import org.reactiveacs.task.Task;
import org.reactiveacs.task.TaskSpec;

/** Works that no step of an operator's asks for. */
public final class Questions {
    private Questions() {}

    /** Reads what the device may not have. */
    public static Work probing(List<String> paths) {
        return new ProbeWork(paths, List.of());
    }

    /** Reads values, and subtrees by paths that end with a dot. */
    public static Work reading(List<String> paths, Situation situation) {
        return ReadWork.of(paths, situation.traits(), Batch.Source.ORDER);
    }

    /** Reads names and values of a subtree. */
    public static Work surveying(String path, Situation situation) {
        return DiscoverWork.whole(path, ReadWork.surveying(), situation);
    }

    /** Sets values together. */
    public static Work setting(List<Assignment> values, String key, Situation situation) {
        return SetWork.of(values, key, situation);
    }

    /** Deletes an instance. */
    public static Work deleting(String path, String key) {
        return new DeleteWork(path, key, false);
    }

    /** Sets notification attributes. */
    public static Work notifying(List<TaskSpec.AttributeChange> changes) {
        return new AttributesWork(List.of(), changes);
    }

    /** Finds the instance that an AddObject made whose answer was lost, and goes on with it. */
    public static Work identifying(Step.Add step, Task task, Situation situation) {
        return AddWork.identifying(step, task, situation);
    }
}

package org.reactiveacs.session.work;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.policy.Step;
import org.reactiveacs.task.Assignment;
import org.reactiveacs.task.Outcome;
import org.reactiveacs.task.Task;
import org.reactiveacs.task.TaskSpec;

/** Works that no step of an operator's asks for. */
public final class Questions {
    /** What works that read are made of, for those who write sessions. */
    public static final Class<?> BATCHES = Batch.class;

    private Questions() {}

    /** Reads what the device may not have. */
    public static Work probing(List<String> paths) {
        return new ProbeWork(paths, List.of());
    }

    /** Reads values, and subtrees by paths that end with a dot. */
    public static Work reading(List<String> paths, Situation situation) {
        return ReadWork.of(paths, situation.traits(), Batch.Source.ORDER);
    }

    /**
     * As {@link #reading(List, Situation)}, and reads along what the device may well not have.
     *
     * @param guesses parameters whose refusal means nothing
     */
    public static Work reading(List<String> paths, List<String> guesses, Situation situation) {
        return ReadWork.of(paths, guesses, situation.traits());
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

    /** Whether a work has made an instance and now sets values in it. */
    public static boolean fills(Work before, Work next) {
        return before instanceof AddWork && next instanceof SetWork;
    }

    /** Whether a work sets values, and all these among them. */
    public static boolean isSetting(Set<String> paths, Work work) {
        return work instanceof SetWork set
                && set.values().stream()
                        .map(Assignment::path)
                        .collect(Collectors.toSet())
                        .containsAll(paths);
    }

    /** Sets more values in the same request; null if it has no room for them, or has one of them itself. */
    public static @Nullable Work settingToo(List<Assignment> more, Work set, Situation situation) {
        return ((SetWork) set).with(more, situation);
    }

    /** Sets the same but for these paths. */
    public static Work settingWithout(Set<String> paths, Work set, Situation situation) {
        return ((SetWork) set).without(paths, situation);
    }

    /** What came of a set, as if these paths had not been in it. */
    public static Answer without(Set<String> paths, Answer set) {
        if (!(set instanceof Answer.Finished finished)) {
            return set;
        }
        var outcome = finished.outcome();
        var values = outcome.values().stream()
                .filter(value -> !paths.contains(value.path()))
                .toList();
        return new Answer.Finished(new Outcome(values, outcome.facts(), outcome.fault()), finished.effects());
    }
}

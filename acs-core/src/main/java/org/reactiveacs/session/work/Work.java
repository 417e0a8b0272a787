package org.reactiveacs.session.work;

import java.util.List;
import org.reactiveacs.cwmp.CpeResponse;
import org.reactiveacs.device.InstancePattern;
import org.reactiveacs.policy.Step;
import org.reactiveacs.task.Sent;
import org.reactiveacs.task.Task;

/** A step in progress: a small state machine whose every state is a value. */
public sealed interface Work
        permits ReadWork,
                ProbeWork,
                DiscoverWork,
                PatternNamesWork,
                LevelsWork,
                SetWork,
                AddWork,
                DeleteWork,
                AttributesWork,
                OperateWork {

    /** What to ask the CPE now. Pure: the same state asks the same. */
    Ask ask(Situation situation);

    /** What the CPE's answer means. A {@code Fault} is an answer too. */
    Answer on(CpeResponse response, Situation situation);

    /**
     * The first state of a step.
     *
     * @param task whose step it is; a task that was interrupted goes on where its progress says
     */
    static Work of(Step step, Task task, Situation situation) {
        if (step instanceof Step.Read read) {
            return read(read.paths(), task, situation);
        }
        if (step instanceof Step.Discover discover) {
            return DiscoverWork.of(discover.path(), discover.nextLevel(), situation);
        }
        if (step instanceof Step.Survey survey) {
            return survey(survey.path(), task, situation);
        }
        if (step instanceof Step.Set set) {
            return SetWork.of(set.values(), task.key(), situation);
        }
        if (step instanceof Step.Add add) {
            return AddWork.of(add, task, situation);
        }
        if (step instanceof Step.Delete delete) {
            return new DeleteWork(delete.path(), task.key(), task.attempts() > 0);
        }
        if (step instanceof Step.ReadAttributes read) {
            return new AttributesWork(read.paths(), List.of());
        }
        if (step instanceof Step.SetAttributes set) {
            return new AttributesWork(List.of(), set.changes());
        }
        if (step instanceof Step.Operate operate) {
            return new OperateWork(operate.operation(), task.key());
        }
        throw new IllegalStateException("no work for " + step);
    }

    private static Work read(List<String> paths, Task task, Situation situation) {
        boolean subtree = paths.size() == 1 && paths.get(0).endsWith(".");
        if (subtree && died(task, "GetParameterValues")) {
            return DiscoverWork.whole(
                    paths.get(0), ReadWork.of(List.of(), situation.traits(), Batch.Source.ORDER), situation);
        }
        return ReadWork.of(paths, situation.traits(), Batch.Source.ORDER);
    }

    private static Work survey(String path, Task task, Situation situation) {
        return died(task, "GetParameterNames") && path.endsWith(".") && !InstancePattern.isOne(path)
                ? LevelsWork.from(path, ReadWork.surveying())
                : DiscoverWork.whole(path, ReadWork.surveying(), situation);
    }

    /** Whether the last session died over this request: so much at once may be what killed it. */
    private static boolean died(Task task, String rpc) {
        Sent sent = task.progress().sent();
        return task.attempts() > 0 && sent != null && sent.rpc().equals(rpc);
    }
}

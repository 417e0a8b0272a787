package org.reactiveacs.session.work;

import org.reactiveacs.cwmp.CpeResponse;
import org.reactiveacs.policy.Step;
import org.reactiveacs.task.Task;

/** A step in progress: a small state machine whose every state is a value. */
public sealed interface Work permits ReadWork, DiscoverWork, SetWork, AddWork, DeleteWork, AttributesWork, OperateWork {

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
            return ReadWork.of(read.paths(), situation.traits(), ReadWork.Mode.STRICT);
        }
        if (step instanceof Step.Discover discover) {
            return DiscoverWork.of(discover.path(), discover.nextLevel(), false, situation);
        }
        if (step instanceof Step.Survey survey) {
            return DiscoverWork.of(survey.path(), false, true, situation);
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
            return new AttributesWork(read.paths(), java.util.List.of());
        }
        if (step instanceof Step.SetAttributes set) {
            return new AttributesWork(java.util.List.of(), set.changes());
        }
        if (step instanceof Step.Operate operate) {
            return new OperateWork(operate.operation(), task.key());
        }
        throw new IllegalStateException("no work for " + step);
    }
}

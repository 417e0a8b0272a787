package org.reactiveacs.policy;

import org.reactiveacs.task.TaskSpec;

/** Turns what is wanted into steps. Pure. */
public final class Planner {
    private Planner() {}

    /**
     * The step that a task's specification asks for.
     *
     * @param spec of the current step where it is one of a sequence, never the sequence itself
     */
    public static Step plan(TaskSpec spec) {
        if (spec instanceof TaskSpec.GetParameterValues get) {
            return new Step.Read(get.paths());
        }
        if (spec instanceof TaskSpec.SetParameterValues set) {
            return new Step.Set(set.values());
        }
        if (spec instanceof TaskSpec.GetParameterNames names) {
            return new Step.Discover(names.path(), names.nextLevel());
        }
        if (spec instanceof TaskSpec.Refresh refresh) {
            return new Step.Survey(refresh.path());
        }
        if (spec instanceof TaskSpec.AddObject add) {
            return new Step.Add(add.table(), add.wanted());
        }
        if (spec instanceof TaskSpec.DeleteObject delete) {
            return new Step.Delete(delete.path());
        }
        if (spec instanceof TaskSpec.GetParameterAttributes get) {
            return new Step.ReadAttributes(get.paths());
        }
        if (spec instanceof TaskSpec.SetParameterAttributes set) {
            return new Step.SetAttributes(set.attributes());
        }
        if (spec instanceof TaskSpec.Operation operation) {
            return new Step.Operate(operation);
        }
        throw new IllegalStateException("a sequence is planned step by step: " + spec);
    }
}

package org.reactiveacs.policy;

import org.reactiveacs.task.TaskSpec;

/**
 * A task that is ordered once: in each session that the policy is meant for if it is meant for some only, else once for each device
 * and wording.
 *
 * @param task what
 * @param after when
 */
public record PolicyTask(TaskSpec task, After after) {

    /** When a task is ordered. */
    public enum After {
        /** When all else that the policy wants holds. */
        ALL,
        /** When the policy has changed something in this session, and nothing else is left to change. */
        CHANGE
    }
}

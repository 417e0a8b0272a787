package org.reactiveacs.store;

import java.util.List;
import org.reactiveacs.task.Task;

/** What became of a {@link Commit}. */
public sealed interface Committed {

    /**
     * All of it stands.
     *
     * @param version the session's version now
     */
    record Done(long version) implements Committed {}

    /**
     * All of it stands but the end: tasks came meanwhile, and the session goes on with them.
     *
     * @param version the session's version now
     * @param tasks due tasks that the session did not know
     */
    record Onward(long version, List<Task> tasks) implements Committed {}

    /** None of it stands: another session took over, or this one expired. */
    record Stale() implements Committed {}

    /**
     * None of it stands: an operator took tasks back that the session was about to begin. Without them it may be
     * committed again.
     *
     * @param tasks their ids
     */
    record Withdrawn(java.util.Set<String> tasks) implements Committed {}
}

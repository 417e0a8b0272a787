package org.reactiveacs.session;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.policy.desired.Plan;
import org.reactiveacs.policy.desired.Seen;
import org.reactiveacs.policy.hook.HookAnswer;

/**
 * What a session does for policies.
 *
 * @param done so far
 * @param requests how many it took
 * @param move what the request that is out is for, null when none is
 */
public record Settling(
        Seen.InSession done, int requests, @Nullable Move move) {

    static final Settling NOTHING = new Settling(Seen.InSession.NOTHING, 0, null);

    /** What is asked of a device for policies. */
    public sealed interface Move {

        /**
         * Values, patterns and subtrees are read.
         *
         * @param at when they were asked for
         */
        record Read(List<String> paths, Instant at) implements Move {}

        /** Names are asked for: whether the model takes {@code *} for instances, and where MAC addresses are. */
        record Probe() implements Move {}

        /** A subtree is read anew. */
        record Survey(String path) implements Move {}

        /** An instance is deleted. */
        record Delete(Plan.Delete delete) implements Move {}

        /** Values are set. */
        record Set(List<Plan.Change> changes) implements Move {
            java.util.Set<String> paths() {
                return changes.stream().map(Plan.Change::path).collect(Collectors.toSet());
            }
        }

        /** Notification attributes are set. */
        record Notify(List<Plan.Notify> changes) implements Move {}
    }

    Settling moving(@Nullable Move next) {
        return new Settling(done, next == null ? requests : requests + 1, next);
    }

    Settling changed(String policy) {
        var more = new HashSet<>(done.changed());
        more.add(policy);
        return new Settling(new Seen.InSession(more, done.apart(), done.ordered(), done.hooks()), requests, move);
    }

    Settling apart(Set<String> paths) {
        var more = new HashSet<>(done.apart());
        more.addAll(paths);
        return new Settling(new Seen.InSession(done.changed(), more, done.ordered(), done.hooks()), requests, move);
    }

    Settling ordered(String subject) {
        var more = new HashSet<>(done.ordered());
        more.add(subject);
        return new Settling(new Seen.InSession(done.changed(), done.apart(), more, done.hooks()), requests, move);
    }

    Settling told(Map<String, HookAnswer> answers) {
        var more = new HashMap<>(done.hooks());
        more.putAll(answers);
        return new Settling(new Seen.InSession(done.changed(), done.apart(), done.ordered(), more), requests, move);
    }
}

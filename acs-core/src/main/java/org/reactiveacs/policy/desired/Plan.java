package org.reactiveacs.policy.desired;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Compliance;
import org.reactiveacs.device.Settled;
import org.reactiveacs.policy.hook.HookQuestion;
import org.reactiveacs.task.Assignment;
import org.reactiveacs.task.TaskSpec;

/**
 * The difference between what policies want and what is known of a device, and what is to be done about it, in this order.
 *
 * @param reads values that must be known first; {@code *} in a path stands for all instances that there are
 * @param hooks who must be asked next
 * @param surveys subtrees to be read anew, names and values
 * @param deletes instances that must not be there
 * @param orders what is left to tasks, objects to be made before others
 * @param sets values that differ
 * @param attributes notification attributes that differ
 * @param tags tags that differ
 * @param problems what cannot be had, or not yet
 * @param compliance what is remembered from now on, without what nobody wants any more
 * @param recheckAt when to look again although nothing has changed, null never
 * @param unfinished whether something is under way that no step of this plan brings further
 */
public record Plan(
        List<String> reads,
        List<HookQuestion> hooks,
        List<String> surveys,
        List<Delete> deletes,
        List<Order> orders,
        List<Change> sets,
        List<Notify> attributes,
        List<TagChange> tags,
        List<Trouble> problems,
        Compliance compliance,
        @Nullable Instant recheckAt,
        boolean unfinished) {

    /**
     * The same plan with what its tags will bring, so that it costs no requests of its own: what must be known first, and,
     * where nothing else must come before, objects to make and values to set. The tags wait until all of it is done.
     *
     * @param tagged the plan of the device once it has the tags
     */
    public Plan bringing(Plan tagged) {
        var allReads = new LinkedHashSet<>(reads);
        allReads.addAll(tagged.reads);
        var allOrders = new ArrayList<>(orders);
        var allSets = new ArrayList<>(sets);
        if (allReads.isEmpty() && isReadyToChange() && tagged.isReadyToChange()) {
            var subjects = orders.stream().map(Order::subject).toList();
            var paths = sets.stream().map(Change::path).toList();
            tagged.orders.stream()
                    .filter(order -> order.task() instanceof TaskSpec.AddObject && !subjects.contains(order.subject()))
                    .forEach(allOrders::add);
            tagged.sets.stream()
                    .filter(change -> !paths.contains(change.path()))
                    .forEach(allSets::add);
        }
        return new Plan(
                List.copyOf(allReads),
                hooks,
                surveys,
                deletes,
                allOrders,
                allSets,
                attributes,
                tags,
                problems,
                compliance,
                recheckAt,
                unfinished);
    }

    /** Whether something is to be read, made or set: else tags need not wait for it. */
    public boolean changesDevice() {
        return !reads.isEmpty() || !sets.isEmpty() || makesObjects();
    }

    /** Whether there are objects to be made. */
    public boolean makesObjects() {
        return orders.stream().anyMatch(order -> order.task() instanceof TaskSpec.AddObject);
    }

    /** Whether nothing must come before objects are made and values set. */
    public boolean isReadyToChange() {
        return reads.isEmpty() && hooks.isEmpty() && surveys.isEmpty() && deletes.isEmpty();
    }

    /** A value to set, with the one that is there now; null when nobody knows it. */
    public record Change(
            Assignment value, String policy, @Nullable String from) {
        public String path() {
            return value.path();
        }
    }

    /** An instance to delete. */
    public record Delete(String path, String policy, String subject) {}

    /** A notification attribute to set. */
    public record Notify(String path, int notification, String policy) {
        /** What it is remembered by. */
        public String subject() {
            return OtherGoals.notification(path);
        }
    }

    /** A tag to put on or take off. */
    public record TagChange(String tag, boolean add, String policy) {}

    /**
     * A task to order.
     *
     * @param subject what it is remembered by
     * @param mark of what it brings
     * @param count how often it was ordered then
     * @param kind how it is remembered
     */
    public record Order(TaskSpec task, String policy, String subject, String mark, int count, Compliance.Kind kind) {}

    /**
     * What cannot be had.
     *
     * @param subject the path, or what else it is about
     * @param code the device's fault code, 0 if it is none
     * @param text why, for the operator
     * @param retryAt when it is tried again, null if not before something changes
     */
    public record Trouble(
            String subject,
            String policy,
            int code,
            String text,
            @Nullable Instant retryAt) {}

    /** Nothing is to be done now. */
    public boolean isNothingToDo() {
        return reads.isEmpty()
                && hooks.isEmpty()
                && surveys.isEmpty()
                && deletes.isEmpty()
                && orders.isEmpty()
                && sets.isEmpty()
                && attributes.isEmpty()
                && tags.isEmpty();
    }

    /** How the device stands when nothing more is done now. */
    public Settled.State state() {
        if (problems.stream().anyMatch(problem -> problem.retryAt() == null)) {
            return Settled.State.CONFLICT;
        }
        return unfinished || !problems.isEmpty() || !isNothingToDo() ? Settled.State.PENDING : Settled.State.IN_SYNC;
    }

    /** What a survey of a subtree is remembered by. */
    public static String surveyed(String path) {
        return OtherGoals.survey(path);
    }

    /** How often something was set in short time, if it is set once more. */
    public static int countOf(Compliance.@Nullable Entry before, boolean isSame, Instant now) {
        return Retry.countOf(before, isSame, now);
    }

    /** What a plan says where no policy is meant for the session. */
    static Plan nothing(Compliance remembered, @Nullable Instant recheckAt) {
        return new Plan(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                remembered,
                recheckAt,
                false);
    }

    /** Policies that would change something. */
    public Set<String> policies() {
        var names = new java.util.TreeSet<String>();
        deletes.forEach(one -> names.add(one.policy()));
        orders.forEach(one -> names.add(one.policy()));
        sets.forEach(one -> names.add(one.policy()));
        attributes.forEach(one -> names.add(one.policy()));
        tags.forEach(one -> names.add(one.policy()));
        return names;
    }
}

package org.reactiveacs.policy.desired;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Compliance;
import org.reactiveacs.device.InstancePattern;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.policy.Policy;
import org.reactiveacs.policy.PolicyValue;
import org.reactiveacs.policy.expression.Expression;
import org.reactiveacs.policy.expression.ExpressionException;
import org.reactiveacs.policy.expression.Scope;
import org.reactiveacs.task.Task;

/** One comparison under way: what its parts have found so far, and the questions that they share. */
final class Planning {

    /** Entries kept of policies that are not meant for this session. */
    private static final int MAX_ENTRIES = 512;

    final Seen seen;
    final Known known;
    private final Matched matched;
    private final Scope scope;
    private final Wants wants = new Wants(this);
    private final HookGoals hooks;

    final Set<String> reads = new LinkedHashSet<>();
    final List<String> surveys = new ArrayList<>();
    final List<Plan.Delete> deletes = new ArrayList<>();
    final List<Plan.Order> orders = new ArrayList<>();
    final List<Plan.Change> sets = new ArrayList<>();
    final List<Plan.Notify> attributes = new ArrayList<>();
    final List<Plan.TagChange> tags = new ArrayList<>();
    private final List<Plan.Trouble> problems = new ArrayList<>();
    private final Set<String> subjects = new HashSet<>();
    private @Nullable Instant recheckAt;
    private boolean unfinished;

    Planning(Matched matched, Seen seen) {
        this.matched = matched;
        this.seen = seen;
        this.hooks = new HookGoals(this, matched);
        this.known = new Known(seen.device(), seen.tree(), matched.aliases());
        this.scope = new Scope(new Scope.Facts(
                seen.device(),
                seen.registration().subscriber(),
                known.values(),
                seen.registration().tags(),
                seen.variables(),
                Changed.paths(seen.device()),
                seen.tools().passwords().of(seen.device(), seen.registration()),
                matched.server(),
                seen.now()));
    }

    Plan plan() {
        var inForce = hooks.told(inForce());
        var objects = new ObjectGoals(this, wants);
        for (var compiled : inForce) {
            compiled.policy().goals().values().forEach((name, value) -> {
                var path = path(name, compiled.policy());
                if (path != null) {
                    values(compiled, path, value, compiled.policy().goals().isOptional(name));
                }
            });
            objects.add(compiled);
        }
        new InformGoals(this, matched, objects).add(inForce);
        wants.compare();
        var others = new OtherGoals(this);
        others.notifications(inForce);
        others.freshness(inForce);
        others.tags(inForce);
        others.firmware(inForce);
        if (isNothingToDo()) {
            others.tasks(inForce);
        }
        return new Plan(
                List.copyOf(reads),
                hooks.questions(),
                surveys,
                deletes,
                orders,
                sets,
                attributes,
                tags,
                problems,
                remembered(inForce),
                recheckAt,
                unfinished);
    }

    private boolean isNothingToDo() {
        return !unfinished
                && hooks.questions().isEmpty()
                && reads.isEmpty()
                && surveys.isEmpty()
                && deletes.isEmpty()
                && orders.isEmpty()
                && sets.isEmpty()
                && attributes.isEmpty()
                && tags.isEmpty();
    }

    /** The policies that count now: those whose hours it is, and whose expression is true. */
    private List<CompiledPolicy> inForce() {
        var inForce = new ArrayList<CompiledPolicy>();
        for (var compiled : matched.policies()) {
            var policy = compiled.policy();
            if (!Changed.meets(policy.match(), seen.device())) {
                continue;
            }
            var window = policy.window();
            if (window != null && !window.isOpen(seen.now())) {
                recheck(window.nextOpen(seen.now()));
                continue;
            }
            if (compiled.looksAtTime()) {
                recheck(seen.now());
            }
            if (isTrue(compiled)) {
                inForce.add(compiled);
            }
        }
        return inForce;
    }

    private boolean isTrue(CompiledPolicy compiled) {
        var when = compiled.when();
        if (when == null) {
            return true;
        }
        if (!isReady(when)) {
            return false;
        }
        try {
            return when.isTrue(scope);
        } catch (ExpressionException e) {
            trouble("when", compiled.policy(), 0, String.valueOf(e.getMessage()), null);
            return false;
        }
    }

    /** Whether all is known that an expression names; has it read if not. */
    private boolean isReady(Expression expression) {
        boolean ready = true;
        for (var name : expression.names().paths()) {
            var path = matched.aliases().path(name, seen.device());
            if (path != null && known.fresh(path) == null && !isAbsent(path)) {
                reads.add(path);
                ready = false;
            }
        }
        return ready;
    }

    boolean isAbsent(String path) {
        var entry = seen.compliance().entry(path);
        boolean absent = entry != null
                && entry.kind() == Compliance.Kind.ABSENT
                && isBelieved(entry)
                && (isForGood(entry) || Retry.of(entry) == null || seen.now().isBefore(Retry.of(entry)));
        if (absent) {
            subjects.add(path);
        }
        return absent;
    }

    /** Whether the device said that it has no such parameter; else it may just not have been able to answer. */
    private static boolean isForGood(Compliance.Entry entry) {
        return entry.code() == 0 || entry.code() == INVALID_NAME || entry.code() == INVALID_ARGUMENTS;
    }

    private static final int INVALID_ARGUMENTS = 9003;
    private static final int INVALID_NAME = 9005;

    /** When a missing parameter is asked for again, null if not before something changes. */
    static @Nullable Instant retryOf(Compliance.Entry absent) {
        return isForGood(absent) ? null : Retry.of(absent);
    }

    /** Other firmware, or a reset, may take what was refused before. */
    boolean isBelieved(Compliance.Entry entry) {
        return Known.isAfter(entry.at(), known.staleBefore());
    }

    /** Whether what was set then can still be there. */
    boolean isStillSet(Compliance.Entry entry) {
        return Known.isAfter(entry.at(), seen.device().standing().lostAt());
    }

    /** Whether the device, when something was to be set, said that it has no such parameter. */
    boolean isNotOffered(Compliance.@Nullable Entry entry) {
        return entry != null
                && entry.kind() == Compliance.Kind.REFUSED
                && entry.code() == INVALID_NAME
                && isBelieved(entry);
    }

    /** The path that a name in a policy means here; notes it if it means none and should. */
    @Nullable
    String path(String name, Policy policy) {
        var path = matched.aliases().path(name, seen.device());
        if (path == null && !policy.goals().isOptional(name)) {
            trouble(name, policy, 0, "this name stands for no parameter of such a device", null);
        }
        return path == null ? null : addressed(path, policy, policy.goals().isOptional(name));
    }

    /** The path with instances as the device numbers them; null, and it is noted or read, if it has none of that alias or nobody knows. */
    @Nullable
    String addressed(String path, Policy policy, boolean optional) {
        if (!AliasedInstances.isIn(path)) {
            return path;
        }
        var found = new AliasedInstances(this).in(path, optional);
        if (found.missing() != null && !optional) {
            trouble(path, policy, 0, "the device has no instance " + found.missing(), null);
        }
        return found.path();
    }

    private void values(CompiledPolicy compiled, String path, PolicyValue value, boolean optional) {
        if (!InstancePattern.isOne(path)) {
            wants.add(path, value, compiled, optional);
            return;
        }
        var readAt = readAt(List.of(path));
        if (readAt != null) {
            known.expanded(path, readAt).forEach(one -> wants.add(one, value, compiled, optional));
        }
    }

    /**
     * When what these patterns stand for was last read, all of it; null, and all is to be read, if one was not or that says nothing any
     * more. They are read together, so that what one of them shows of an instance is no older than what another does.
     *
     * @param patterns with {@code *} for instances, all below the same object
     */
    @Nullable
    Instant readAt(List<String> patterns) {
        Instant oldest = null;
        for (var pattern : patterns) {
            var at = readAt(pattern);
            if (at == null) {
                reads.addAll(patterns);
                return null;
            }
            oldest = oldest == null || at.isBefore(oldest) ? at : oldest;
        }
        return oldest;
    }

    /** When a pattern was last read, by itself or with all that is below the object. */
    private @Nullable Instant readAt(String pattern) {
        var read = seen.compliance().read();
        var alone = read.get(pattern);
        var whole = read.get(InstancePattern.scope(pattern));
        var at = alone == null || whole != null && whole.isAfter(alone) ? whole : alone;
        return at == null || !Known.isAfter(at, known.staleBefore()) ? null : at;
    }

    /** The text of a value for this device, null if it has none, or none yet. */
    @Nullable
    String text(PolicyValue value, String subject, CompiledPolicy compiled) {
        if (value instanceof PolicyValue.Literal literal) {
            return literal.text();
        }
        var expression = compiled.values().get(((PolicyValue.Computed) value).cel());
        if (expression == null || !isReady(expression)) {
            return null;
        }
        try {
            return expression.value(scope);
        } catch (ExpressionException e) {
            trouble(subject, compiled.policy(), 0, String.valueOf(e.getMessage()), null);
            return null;
        }
    }

    void claim(String subject) {
        subjects.add(subject);
    }

    void trouble(String subject, Policy policy, int code, String text, @Nullable Instant retryAt) {
        problems.add(new Plan.Trouble(subject, policy.name(), code, text, retryAt));
        if (retryAt != null) {
            recheck(retryAt);
        }
    }

    void recheck(Instant at) {
        if (recheckAt == null || at.isBefore(recheckAt)) {
            recheckAt = at;
        }
    }

    void unfinished() {
        unfinished = true;
    }

    /** Whether something that was refused is not to be tried now; notes it then. */
    boolean isRefused(String subject, Compliance.@Nullable Entry entry, boolean isSame, Policy policy) {
        if (entry == null || entry.kind() != Compliance.Kind.REFUSED || !isSame || !isBelieved(entry)) {
            return false;
        }
        var retryAt = Retry.of(entry);
        if (retryAt != null && !seen.now().isBefore(retryAt)) {
            return false;
        }
        trouble(subject, policy, entry.code(), entry.text(), retryAt);
        return true;
    }

    @Nullable
    Task openTask(String id) {
        for (var task : seen.open()) {
            if (task.id().equals(id)) {
                return task;
            }
        }
        return null;
    }

    /** Without what the policies in force want no more, and what only policies wanted that are gone. Others may want it in another session. */
    private Compliance remembered(List<CompiledPolicy> inForce) {
        var compliance = seen.compliance();
        var forgetting = Forgetting.of(matched, seen);
        var reads = forgetting.reads(compliance);
        var names = new HashSet<String>();
        inForce.forEach(one -> names.add(one.policy().name()));
        names.removeAll(hooks.silent());
        var kept = new HashSet<String>();
        compliance.entries().forEach((subject, entry) -> {
            boolean isOfOthers = !names.contains(entry.policy()) && forgetting.isKept(entry);
            if (subjects.contains(subject) || isOfOthers || !isNothingToDo()) {
                kept.add(subject);
            }
        });
        if (kept.size() > MAX_ENTRIES) {
            kept.retainAll(subjects);
        }
        var again = forgetting.again(compliance);
        if (again != null) {
            recheck(again);
        }
        return hooks.remembered(compliance.retaining(kept, reads));
    }

    @Nullable
    Parameter fresh(String path) {
        return known.fresh(path);
    }
}

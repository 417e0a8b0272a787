package org.reactiveacs.policy.desired;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Compliance;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.device.Secrets;
import org.reactiveacs.policy.Policy;
import org.reactiveacs.policy.PolicyValue;
import org.reactiveacs.task.Assignment;

/** The values that policies want of a device, one for each parameter, and how they differ from what is known. */
final class Wants {

    private final Planning planning;
    private final Map<String, Want> wants = new LinkedHashMap<>();

    private record Want(String value, @Nullable ParameterType type, Policy policy, boolean optional) {}

    Wants(Planning planning) {
        this.planning = planning;
    }

    /**
     * A policy wants this. The first, which is the heaviest, has its way.
     *
     * @param optional whether it is wanted only where the device has such a parameter
     */
    void add(String path, PolicyValue value, CompiledPolicy compiled, boolean optional) {
        var text = planning.text(value, path, compiled);
        if (text == null) {
            return;
        }
        var policy = compiled.policy();
        var before = wants.putIfAbsent(path, new Want(text, value.type(), policy, optional));
        if (before != null
                && before.policy().weight() == policy.weight()
                && !SameValue.of(ParameterType.UNKNOWN, before.value(), text)) {
            planning.trouble(
                    path,
                    policy,
                    0,
                    "policy '" + before.policy().name() + "' weighs as much and wants another value",
                    null);
        }
    }

    void compare() {
        wants.forEach(this::compare);
    }

    private void compare(String path, Want want) {
        var entry = planning.seen.compliance().entry(path);
        boolean isSame = entry != null && planning.seen.tools().marks().is(entry.mark(), path, want.value());
        if (planning.isAbsent(path) && entry != null) {
            if (want.optional() && Planning.retryOf(entry) == null) {
                return;
            }
            planning.trouble(path, want.policy(), entry.code(), entry.text(), Planning.retryOf(entry));
            return;
        }
        if (want.optional() && planning.isNotOffered(entry) || planning.isRefused(path, entry, isSame, want.policy())) {
            planning.claim(path);
            return;
        }
        var set = entry != null && isSame && wasTaken(entry) && planning.isStillSet(entry) ? entry : null;
        if (set != null && set.kind() == Compliance.Kind.PENDING && !hasBooted(set)) {
            planning.claim(path);
            planning.unfinished();
            return;
        }
        if (Secrets.isSecret(path)) {
            // It reads back empty, so what was set decides.
            planning.claim(path);
            if (set == null && want.type() == null && planning.fresh(path) == null) {
                planning.reads.add(path); // With all else that is read, for its type and for whether it is there.
            } else if (set == null) {
                set(path, want, null);
            }
            return;
        }
        compareKnown(path, want, set);
    }

    private static boolean wasTaken(Compliance.Entry entry) {
        return entry.kind() == Compliance.Kind.SET || entry.kind() == Compliance.Kind.PENDING;
    }

    private void compareKnown(String path, Want want, Compliance.@Nullable Entry set) {
        var parameter = planning.fresh(path);
        var value = parameter == null ? null : parameter.value();
        if (parameter == null || value == null) {
            planning.reads.add(path);
            return;
        }
        if (set != null && set.kind() == Compliance.Kind.PENDING && !isReadAfter(parameter.readAt(), bootedAt())) {
            planning.claim(path);
            planning.reads.add(path);
            return;
        }
        var type = want.type() != null ? want.type() : parameter.type();
        if (SameValue.of(type, want.value(), value)) {
            if (set != null && !isReadAfter(parameter.readAt(), set.at().plusMillis(1))) {
                planning.claim(path); // Known only because we set it.
            }
            return;
        }
        if (set != null) {
            planning.claim(path);
            if (value.isEmpty()) {
                return; // Some that no name gives away are hidden, too.
            }
            if (set.count() >= Retry.MAX_LOST) {
                var retryAt = set.at().plus(Retry.LOST_WITHIN);
                if (planning.seen.now().isBefore(retryAt)) {
                    planning.trouble(
                            path,
                            want.policy(),
                            0,
                            "was set " + set.count() + " times and is '" + value + "' again",
                            retryAt);
                    return;
                }
            }
        }
        set(path, want, value);
    }

    private void set(String path, Want want, @Nullable String from) {
        planning.sets.add(new Plan.Change(
                new Assignment(path, want.value(), want.type()), want.policy().name(), from));
    }

    private boolean hasBooted(Compliance.Entry entry) {
        var at = bootedAt();
        return at != null && at.isAfter(entry.at());
    }

    private java.time.@Nullable Instant bootedAt() {
        var contact = planning.seen.device().contact();
        return contact.events().contains("1 BOOT") || contact.events().contains("0 BOOTSTRAP") ? contact.last() : null;
    }

    private static boolean isReadAfter(java.time.@Nullable Instant readAt, java.time.@Nullable Instant at) {
        return at == null || readAt != null && !readAt.isBefore(at);
    }
}

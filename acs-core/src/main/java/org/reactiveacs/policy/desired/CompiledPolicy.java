package org.reactiveacs.policy.desired;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.policy.Goals;
import org.reactiveacs.policy.Policy;
import org.reactiveacs.policy.PolicyValue;
import org.reactiveacs.policy.expression.Expression;
import org.reactiveacs.policy.expression.Expressions;

/**
 * A policy that is ready to be compared with devices.
 *
 * @param policy what it says
 * @param fingerprint changes with what it says
 * @param when the expression that must be true, null for none
 * @param values the expressions of its values, by their text
 * @param watched parameters that it wants something of or looks at, as far as it names them
 * @param anyParameter whether it looks at others, too
 */
record CompiledPolicy(
        Policy policy,
        long fingerprint,
        @Nullable Expression when,
        Map<String, Expression> values,
        Set<String> watched,
        boolean anyParameter) {

    /**
     * Compiles a policy.
     *
     * @throws org.reactiveacs.policy.expression.ExpressionException if an expression of it is none
     */
    static CompiledPolicy of(Policy policy, long fingerprint, Expressions expressions) {
        var goals = policy.goals();
        var when = policy.when() == null ? null : expressions.compile(policy.when(), Expressions.Gives.TRUTH);
        var compiled = new HashMap<String, Expression>();
        var objects = goals.objects().stream()
                .flatMap(object -> Stream.concat(object.keys().values().stream(), object.values().values().stream()));
        Stream.concat(goals.values().values().stream(), objects).forEach(value -> {
            if (value instanceof PolicyValue.Computed computed) {
                compiled.computeIfAbsent(computed.cel(), cel -> expressions.compile(cel, Expressions.Gives.VALUE));
            }
        });
        var watched = new HashSet<>(goals.values().keySet());
        boolean any =
                goals.values().keySet().stream().anyMatch(path -> path.contains("*") || AliasedInstances.isIn(path));
        var hook = policy.hook();
        if (hook != null) {
            watched.addAll(hook.parameters());
            any = true; // Nobody knows beforehand what a hook wants something of.
        }
        var all = new HashSet<>(compiled.values());
        if (when != null) {
            all.add(when);
        }
        for (var expression : all) {
            watched.addAll(expression.names().paths());
            any |= expression.names().anyParameter();
        }
        return new CompiledPolicy(policy, fingerprint, when, compiled, watched, any);
    }

    /** The same policy, wanting this. */
    CompiledPolicy wanting(Goals goals) {
        var more = new Policy(
                policy.name(),
                policy.weight(),
                policy.enabled(),
                policy.match(),
                policy.when(),
                policy.window(),
                goals,
                policy.hook());
        return new CompiledPolicy(more, fingerprint, when, values, watched, anyParameter);
    }

    /** The parameters that it looks at to know what it wants, as it names them. */
    Set<String> looksAt() {
        var names = new TreeSet<String>();
        var expressions = new HashSet<>(values.values());
        if (when != null) {
            expressions.add(when);
        }
        expressions.forEach(expression -> names.addAll(expression.names().paths()));
        var hook = policy.hook();
        if (hook != null) {
            names.addAll(hook.parameters());
        }
        names.removeIf(name -> name.contains("*") || name.endsWith("."));
        return names;
    }

    boolean looksAtServer() {
        return when != null && when.names().server()
                || values.values().stream().anyMatch(value -> value.names().server());
    }

    boolean looksAtTime() {
        return when != null && when.names().time()
                || values.values().stream().anyMatch(value -> value.names().time());
    }
}

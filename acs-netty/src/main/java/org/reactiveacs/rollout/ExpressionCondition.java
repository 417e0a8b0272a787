package org.reactiveacs.rollout;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.campaign.Judge;
import org.reactiveacs.device.KnownDevice;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.policy.desired.PolicySet;
import org.reactiveacs.policy.expression.Expression;
import org.reactiveacs.policy.expression.ExpressionException;
import org.reactiveacs.policy.expression.Expressions;
import org.reactiveacs.policy.expression.Scope;
import org.reactiveacs.policy.expression.Server;

/** A campaign's expression over what is known of a device. */
final class ExpressionCondition implements Judge.Condition {
    private final Expression expression;
    private final Supplier<PolicySet> policies;

    ExpressionCondition(String text, Supplier<PolicySet> policies) {
        this.expression = new Expressions().compile(text, Expressions.Gives.TRUTH);
        this.policies = policies;
    }

    /** Whether it looks at parameters. */
    boolean needsValues() {
        var names = expression.names();
        return names.anyParameter() || !names.paths().isEmpty();
    }

    /** The values of a device by path: those that its Informs reported are the newer ones. */
    static Map<String, String> values(KnownDevice device, ParameterTree tree) {
        Map<String, String> values = new HashMap<>();
        tree.all().forEach(parameter -> {
            if (parameter.value() != null) {
                values.put(parameter.path(), parameter.value());
            }
        });
        var head = device.head();
        if (head != null) {
            head.reported().forEach((path, parameter) -> {
                if (parameter.value() != null) {
                    values.put(path, parameter.value());
                }
            });
        }
        return values;
    }

    @Override
    public @Nullable String problem(Judge.Seen seen) {
        var known = seen.device();
        var head = known == null ? null : known.head();
        if (known == null || head == null) {
            return "it has never called";
        }
        var registration = known.registration();
        try {
            var scope = new Scope(new Scope.Facts(
                    head,
                    registration.subscriber(),
                    seen.values(),
                    registration.tags(),
                    policies.get().variables(registration),
                    List.of(),
                    Scope.Secrets.NONE,
                    Server.NONE,
                    seen.now()));
            return expression.isTrue(scope) ? null : "'" + expression.text() + "' is not true";
        } catch (ExpressionException e) {
            return e.getMessage();
        }
    }
}

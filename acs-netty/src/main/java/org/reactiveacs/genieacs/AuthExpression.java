package org.reactiveacs.genieacs;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The expression by which GenieACS lets a device in, or is let in by it ({@code cwmp.auth}, {@code cwmp.connectionRequestAuth}), evaluated for one device: which
 * username and password it comes to. Only what follows for certain counts.
 */
final class AuthExpression {

    /**
     * A username and a password.
     *
     * @param password never shown
     */
    record Login(String username, String password) {
        @Override
        public String toString() {
            return "Login[" + username + "]";
        }
    }

    /**
     * What it comes to.
     *
     * @param login null if it comes to none
     * @param reason why it comes to none; empty where none is needed, or there is one
     */
    record Found(@Nullable Login login, String reason) {}

    private static final class Unknown {
        private static final Unknown VALUE = new Unknown();
    }

    private final Function<String, @Nullable Object> values;
    private final Set<Login> logins = new LinkedHashSet<>();
    private final Set<String> reasons = new LinkedHashSet<>();

    private AuthExpression(Function<String, @Nullable Object> values) {
        this.values = values;
    }

    /**
     * Evaluates it.
     *
     * @param values what a parameter, or a function without arguments ({@code USERNAME()}), has as its value; null if nothing
     */
    static Found of(Term expression, Function<String, @Nullable Object> values) {
        var evaluation = new AuthExpression(values);
        var result = evaluation.value(expression);
        if (Boolean.TRUE.equals(result)) {
            return new Found(null, "");
        }
        if (!evaluation.reasons.isEmpty()) {
            return new Found(null, String.join(", ", evaluation.reasons));
        }
        if (evaluation.logins.size() > 1) {
            return new Found(null, "it takes one of several, and which the device has is not known");
        }
        var login = evaluation.logins.stream().findFirst().orElse(null);
        if (login == null) {
            return new Found(null, "GenieACS has no value for it");
        }
        return login.username().isBlank() || login.password().isBlank()
                ? new Found(null, "its username or password is empty")
                : new Found(login, "");
    }

    private @Nullable Object value(Term term) {
        if (term instanceof Term.Literal literal) {
            return literal.value();
        }
        if (term instanceof Term.Parameter parameter) {
            return values.apply(parameter.path());
        }
        if (term instanceof Term.Call call) {
            return called(call);
        }
        if (term instanceof Term.Unary unary) {
            return unary(unary);
        }
        if (term instanceof Term.Choice choice) {
            var condition = value(choice.condition());
            if (condition == Unknown.VALUE) {
                value(choice.then());
                value(choice.otherwise());
                return Unknown.VALUE;
            }
            return value(isTrue(condition) ? choice.then() : choice.otherwise());
        }
        return binary((Term.Binary) term);
    }

    private @Nullable Object called(Term.Call call) {
        if (call.name().equals("AUTH") && call.arguments().size() == 2) {
            var username = value(call.arguments().get(0));
            var password = value(call.arguments().get(1));
            if (username == Unknown.VALUE || password == Unknown.VALUE) {
                return Unknown.VALUE;
            }
            if (username == null || password == null) {
                return false;
            }
            logins.add(new Login(text(username), text(password)));
            return Unknown.VALUE;
        }
        if (call.arguments().isEmpty()
                && (call.name().equals("USERNAME") || call.name().equals("PASSWORD"))) {
            return values.apply(call.name() + "()");
        }
        if (call.name().equals("COALESCE")) {
            for (var argument : call.arguments()) {
                var value = value(argument);
                if (value != null) {
                    return value;
                }
            }
            return null;
        }
        reasons.add("it asks " + call.name() + "()");
        return Unknown.VALUE;
    }

    private @Nullable Object unary(Term.Unary unary) {
        var value = value(unary.operand());
        if (value == Unknown.VALUE) {
            return openAnswer();
        }
        return switch (unary.operator()) {
            case "IS NULL" -> value == null;
            case "IS NOT NULL" -> value != null;
            default -> value == null ? null : !isTrue(value);
        };
    }

    private @Nullable Object binary(Term.Binary binary) {
        var left = value(binary.left());
        boolean and = binary.operator().equals("AND");
        if (and || binary.operator().equals("OR")) {
            // What decides alone leaves the other side out.
            if (left != Unknown.VALUE && isTrue(left) != and) {
                return !and;
            }
            var right = value(binary.right());
            if (right != Unknown.VALUE && isTrue(right) != and) {
                return !and;
            }
            return left == Unknown.VALUE || right == Unknown.VALUE ? Unknown.VALUE : (Object) and;
        }
        var right = value(binary.right());
        if (left == Unknown.VALUE || right == Unknown.VALUE) {
            return openAnswer();
        }
        if (left == null || right == null) {
            return null;
        }
        return switch (binary.operator()) {
            case "||" -> text(left) + text(right);
            case "=" -> isSame(left, right);
            case "<>" -> !isSame(left, right);
            default -> {
                reasons.add("it computes with " + binary.operator());
                yield Unknown.VALUE;
            }
        };
    }

    /** To be let in when AUTH() is not right is not what a credential is for. */
    private Object openAnswer() {
        if (reasons.isEmpty()) {
            reasons.add("it computes with the answer of a function");
        }
        return Unknown.VALUE;
    }

    private static boolean isTrue(@Nullable Object value) {
        return value != null
                && !value.equals(false)
                && !value.equals("")
                && !(value instanceof BigDecimal number && number.signum() == 0);
    }

    private static boolean isSame(Object left, Object right) {
        var one = number(left);
        var other = number(right);
        return one instanceof BigDecimal a && other instanceof BigDecimal b
                ? a.compareTo(b) == 0
                : Objects.equals(one, other);
    }

    /** A boolean is 1 or 0 to GenieACS; a text is never a number. */
    private static Object number(Object value) {
        if (value instanceof Boolean truth) {
            return truth ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        return value;
    }

    private static String text(Object value) {
        var plain = number(value);
        return plain instanceof BigDecimal number ? number.toPlainString() : plain.toString();
    }
}

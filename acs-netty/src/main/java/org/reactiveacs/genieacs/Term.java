package org.reactiveacs.genieacs;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression of GenieACS, as configuration and preconditions hold it. */
sealed interface Term {

    /** A value: a text, a {@link java.math.BigDecimal}, a Boolean, or null. */
    record Literal(@Nullable Object value) implements Term {}

    /** What stands at a path: {@code DeviceID.OUI}, {@code Tags.x}, or a parameter. */
    record Parameter(String path) implements Term {}

    record Call(String name, List<Term> arguments) implements Term {}

    /** NOT, IS NULL or IS NOT NULL. */
    record Unary(String operator, Term operand) implements Term {}

    /** AND, OR, LIKE, NOT LIKE, a comparison, or an operator that computes. */
    record Binary(String operator, Term left, Term right) implements Term {}

    record Choice(Term condition, Term then, Term otherwise) implements Term {}

    /** The text is none, or has what is not read here. */
    final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unreadable(String message) {
            super(message, null, false, false);
        }
    }
}

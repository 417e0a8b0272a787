package org.reactiveacs.policy.expression;

/** An expression cannot be compiled, or gives nothing for a device; the message is for the operator. */
public final class ExpressionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ExpressionException(String message) {
        super(message, null, false, false);
    }
}

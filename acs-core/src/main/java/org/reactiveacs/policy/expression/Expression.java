package org.reactiveacs.policy.expression;

import com.google.common.primitives.UnsignedLong;
import com.google.protobuf.Timestamp;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** An expression that can be evaluated for any device. Thread-safe. */
public final class Expression {

    private final String text;
    private final CelRuntime.Program program;
    private final Names names;

    Expression(String text, CelRuntime.Program program, Names names) {
        this.text = text;
        this.program = program;
        this.names = names;
    }

    /** What it looks at. */
    public Names names() {
        return names;
    }

    /** As it was written. */
    public String text() {
        return text;
    }

    /**
     * Whether it is true of a device.
     *
     * @throws ExpressionException if it cannot be told
     */
    public boolean isTrue(Scope scope) {
        var value = evaluate(scope);
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw new ExpressionException("'" + text + "' gives " + value + ", which is neither true nor false");
    }

    /**
     * The value that it gives for a device, as a text to be sent.
     *
     * @throws ExpressionException if it gives none
     */
    public String value(Scope scope) {
        var value = evaluate(scope);
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
            return Long.toString(number.longValue());
        }
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        if (value instanceof UnsignedLong number) {
            return number.toString();
        }
        if (value instanceof Instant time) {
            return time.truncatedTo(ChronoUnit.SECONDS).toString();
        }
        if (value instanceof Timestamp time) {
            return Instant.ofEpochSecond(time.getSeconds()).toString();
        }
        throw new ExpressionException("'" + text + "' gives no text, number, time, true or false");
    }

    private Object evaluate(Scope scope) {
        try {
            return program.eval(scope);
        } catch (CelEvaluationException e) {
            throw new ExpressionException("'" + text + "': " + e.getMessage());
        }
    }
}

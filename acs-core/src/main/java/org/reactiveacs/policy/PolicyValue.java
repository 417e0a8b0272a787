package org.reactiveacs.policy;

import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.ParameterType;

/** A value that a policy wants. */
public sealed interface PolicyValue {

    /** The type to send it with; null leaves it to what the device says of the parameter. */
    @Nullable
    ParameterType type();

    /** The same for all devices. */
    record Literal(String text, @Nullable ParameterType type) implements PolicyValue {}

    /**
     * Each device's own.
     *
     * @param cel the expression that gives it
     */
    record Computed(String cel, @Nullable ParameterType type) implements PolicyValue {}
}

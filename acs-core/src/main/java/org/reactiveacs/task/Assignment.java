package org.reactiveacs.task;

import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.device.PathNames;
import org.reactiveacs.device.Secrets;

/**
 * A value to set.
 *
 * @param path the parameter or a name for it, or its name below a new instance
 * @param value the text to send
 * @param type the type to send it with; null leaves it to what the device says of the parameter
 */
public record Assignment(
        String path, String value, @Nullable ParameterType type) {
    @Override
    public String toString() {
        return path + "=" + (PathNames.isName(path) ? Secrets.MASK : Secrets.masked(path, value));
    }
}

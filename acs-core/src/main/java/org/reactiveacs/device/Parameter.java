package org.reactiveacs.device;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One node of a device's parameter tree as we last knew it.
 *
 * @param path the full path; an object's ends with a dot
 * @param value the value as the CPE wrote it, null when it was never read (and for objects)
 * @param type the type, {@link ParameterType#UNKNOWN} when no message told it
 * @param writable whether the CPE says that it may be set (an object: that instances may be added or deleted), null
 *     when no GetParameterNames told it
 * @param attributes the notification attributes, null when never read
 * @param readAt when the value was read or set, null when it never was
 */
public record Parameter(
        String path,
        @Nullable String value,
        ParameterType type,
        @Nullable Boolean writable,
        @Nullable Attributes attributes,
        @Nullable Instant readAt) {

    /** A value just read. */
    public static Parameter of(String path, String value, ParameterType type, Instant readAt) {
        return new Parameter(path, value, type, null, null, readAt);
    }

    public boolean isObject() {
        return path.endsWith(".");
    }

    /** This parameter after a newer reading; what the newer one does not tell stays. */
    Parameter updatedBy(Parameter newer) {
        return new Parameter(
                path,
                newer.value != null ? newer.value : value,
                newer.type != ParameterType.UNKNOWN ? newer.type : type,
                newer.writable != null ? newer.writable : writable,
                newer.attributes != null ? newer.attributes : attributes,
                newer.readAt != null ? newer.readAt : readAt);
    }
}

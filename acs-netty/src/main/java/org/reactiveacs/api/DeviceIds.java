package org.reactiveacs.api;

import java.nio.charset.StandardCharsets;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.IdentityScheme;

/** Device ids in paths. */
final class DeviceIds {
    private DeviceIds() {}

    /** The id of a request's device; characters that an id has as {@code ~XX} may stand for themselves. */
    static DeviceId of(ApiRequest request) {
        return of(request.at("id"));
    }

    /** The id that a text stands for. */
    static DeviceId of(String text) {
        if (text.length() > DeviceId.MAX_CHARS) {
            throw Problem.parameter("id", "an id has at most " + DeviceId.MAX_CHARS + " characters");
        }
        var id = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b > 0 && (Character.isLetterOrDigit(b) || "._-~".indexOf(b) >= 0)) {
                id.append((char) b);
            } else {
                id.append('~').append(String.format("%02X", b));
            }
        }
        return DeviceId.of(id.toString());
    }

    /** Refuses an id that no device can have. */
    static void checkForm(DeviceId id, IdentityScheme scheme) {
        DeviceId canonical;
        try {
            canonical = DeviceId.of(scheme, id.identity(scheme));
        } catch (IllegalArgumentException e) {
            throw Problem.parameter("id", String.valueOf(e.getMessage()));
        }
        if (!canonical.equals(id)) {
            throw Problem.parameter("id", "the device calls itself " + canonical.value() + ", not " + id.value());
        }
    }

    static Problem unknown(DeviceId id) {
        return Problem.notFound("no device " + id + " is known");
    }
}

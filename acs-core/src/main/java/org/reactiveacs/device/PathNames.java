package org.reactiveacs.device;

import org.jspecify.annotations.Nullable;

/**
 * Names that stand for parameters, such as {@code wifi.24.ssid}. For which depends on the device: on its data model, its vendor and its
 * firmware.
 */
public interface PathNames {

    /** None: each text is the path that it spells. */
    PathNames NONE = new PathNames() {
        @Override
        public boolean knows(String name) {
            return false;
        }

        @Override
        public boolean isSecret(String name) {
            return true;
        }

        @Override
        public String path(String text, Device device) {
            return text;
        }
    };

    /** Whether a text is a name and no path: it begins with a small letter, as no data model does, and has dots between its words. */
    static boolean isName(String text) {
        return !text.isEmpty()
                && text.charAt(0) >= 'a'
                && text.charAt(0) <= 'z'
                && text.indexOf('.') > 0
                && !text.endsWith(".");
    }

    /** What is said of a name that nobody knows. */
    static String unknown(String name) {
        return "no alias is called '" + name + "', and no path begins with a small letter";
    }

    /** Why a text means nothing at a device; null if it means something. */
    default @Nullable String problem(String text, Device device) {
        if (!isName(text) || path(text, device) != null) {
            return null;
        }
        var model = device.modelKey();
        return knows(text)
                ? "'" + text + "' stands for no parameter of such a device: OUI " + model.oui() + ", product class '"
                        + model.productClass() + "', firmware '" + model.softwareVersion() + "'"
                : unknown(text);
    }

    /** Whether a name stands for something, be it at other devices only. */
    boolean knows(String name);

    /** Whether what a name stands for may be a secret, at whatever device; true for one that nobody knows. */
    boolean isSecret(String name);

    /** The path that a text means at a device: itself if it is one, null if it is a name that stands for nothing there. */
    @Nullable
    String path(String text, Device device);
}

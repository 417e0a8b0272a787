package org.reactiveacs.cwmp.codec;

import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DataModel;

/**
 * Texts that are paths of parameters or event codes. All devices of a model tell the same ones in every message, so one that was read
 * lately is given again: it takes no memory, and its hash is known. Other texts are not kept, for they may be secret.
 *
 * <p>Threads share the table without locks. One that sees an older entry than another makes a text of its own.
 */
final class PathTexts {
    private static final int ENTRIES = 1 << 13;
    private static final int LONGEST = 256;
    private static final int LONGEST_EVENT_CODE = 40;
    private static final DataModel[] MODELS = DataModel.values();
    private static final @Nullable String[] TABLE = new String[ENTRIES];

    private PathTexts() {}

    /** The text of some characters. */
    static String text(char[] chars, int length) {
        if (length > LONGEST || !isEventCode(chars, length) && !isPath(chars, length)) {
            return new String(chars, 0, length);
        }
        int hash = 0;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + chars[i];
        }
        int entry = (hash ^ hash >>> 16) & ENTRIES - 1;
        String known = TABLE[entry];
        if (known != null && known.hashCode() == hash && isSame(known, chars, length)) {
            return known;
        }
        String text = new String(chars, 0, length);
        TABLE[entry] = text;
        return text;
    }

    /** Such as {@code 2 PERIODIC}, {@code 11 DU STATE CHANGE COMPLETE} and {@code M Reboot}: upper case, but for the last sort. */
    private static boolean isEventCode(char[] chars, int length) {
        if (length < 3 || length > LONGEST_EVENT_CODE) {
            return false;
        }
        boolean isMethod = chars[0] == 'M' && chars[1] == ' ';
        boolean isNumbered = chars[0] >= '0' && chars[0] <= '9' && (chars[1] == ' ' || chars[2] == ' ');
        if (!isMethod && !isNumbered) {
            return false;
        }
        for (int i = isMethod ? 2 : 1; i < length; i++) {
            char c = chars[i];
            boolean fits = isMethod
                    ? Character.isLetter(c)
                    : c == ' ' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' && i == 1;
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPath(char[] chars, int length) {
        for (DataModel model : MODELS) {
            if (isBegun(model.root(), chars, length)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBegun(String root, char[] chars, int length) {
        if (length <= root.length()) {
            return false;
        }
        for (int i = 0; i < root.length(); i++) {
            if (chars[i] != root.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSame(String text, char[] chars, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != chars[i]) {
                return false;
            }
        }
        return true;
    }
}

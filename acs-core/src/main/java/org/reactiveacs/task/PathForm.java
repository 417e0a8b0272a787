package org.reactiveacs.task;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The form of parameters' and objects' paths (TR-106 §3.1). */
public final class PathForm {

    public static final int MAX_CHARS = 256;

    private static final Pattern NUMBER_LAST = Pattern.compile("(?:.*\\.)?\\d+\\.?");
    private static final Pattern INSTANCE_LAST = Pattern.compile(".*\\.(?:\\d+|\\[[^\\]]+\\])\\.?");

    private PathForm() {}

    /** What is wrong with a path, null when nothing is. */
    public static @Nullable String problem(String path) {
        if (path.isEmpty()) {
            return "a path is needed";
        }
        if (path.length() > MAX_CHARS) {
            return "a path has at most " + MAX_CHARS + " characters, not " + path.length();
        }
        if (path.startsWith(".") || path.contains("..")) {
            return "'" + path + "' has an empty part between its dots";
        }
        if (!path.equals(path.strip()) || path.chars().anyMatch(Character::isISOControl)) {
            return "'" + path.strip() + "' has blanks around it or control characters in it";
        }
        return null;
    }

    static boolean endsWithNumber(String path) {
        return NUMBER_LAST.matcher(path).matches();
    }

    public static boolean endsWithInstance(String path) {
        return INSTANCE_LAST.matcher(path).matches();
    }
}

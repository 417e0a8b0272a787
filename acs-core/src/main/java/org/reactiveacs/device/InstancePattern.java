package org.reactiveacs.device;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A path with {@code *} in the place of instances, which stands for the same parameter or object in each of them (TR-069 A6 §3.6.2).
 * Immutable and thread-safe.
 */
public final class InstancePattern {

    private static final String STAR = ".*.";

    private static final String INSTANCE = "(?:\\d+|\\[[^\\]]+\\])";

    private final String text;
    private final Pattern whole;
    private final Pattern upToLastStar;

    public InstancePattern(String text) {
        if (!isOne(text)) {
            throw new IllegalArgumentException("no instances are left open: " + text);
        }
        this.text = text;
        this.whole = form(text);
        this.upToLastStar = form(text.substring(0, text.lastIndexOf(STAR) + STAR.length()));
    }

    private static Pattern form(String text) {
        return Pattern.compile(Stream.of(text.split("\\.", -1))
                .map(part -> part.equals("*") ? INSTANCE : Pattern.quote(part))
                .collect(Collectors.joining("\\.")));
    }

    /** Whether a path leaves instances open. */
    public static boolean isOne(String path) {
        return path.contains(STAR);
    }

    /** The object above the first {@code *} of a pattern: all that the pattern stands for is below it. */
    public static String scope(String pattern) {
        return pattern.substring(0, pattern.indexOf(STAR) + 1);
    }

    /** Whether a path is one that this stands for, or below an object that it stands for. */
    public boolean covers(String path) {
        return at(path) != null;
    }

    /** What this stands for on the way to a path: {@code A.*.B.} gives {@code A.3.B.} for {@code A.3.B.C}. Null if it does not cover it. */
    public @Nullable String at(String path) {
        var start = start(whole, path);
        return text.endsWith(".") || path.equals(start) ? start : null;
    }

    /** The innermost instance that is left open, on the way to a path; null if the path does not go through one. */
    public @Nullable String instance(String path) {
        return start(upToLastStar, path);
    }

    private static @Nullable String start(Pattern form, String path) {
        Matcher matcher = form.matcher(path);
        return matcher.lookingAt() ? matcher.group() : null;
    }

    @Override
    public String toString() {
        return text;
    }
}

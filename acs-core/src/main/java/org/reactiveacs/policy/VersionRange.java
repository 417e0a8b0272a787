package org.reactiveacs.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.reactiveacs.device.NaturalOrder;
import org.reactiveacs.device.Wildcard;

/**
 * Versions from and up to others, such as {@code >=1.2 <2.0}; a text without a sign is the version itself, in which {@code *} stands
 * for any text. Runs of digits are compared by size, so 1.9 is before 1.10.
 *
 * @param text as it was written
 * @param bounds all of which must hold
 */
public record VersionRange(String text, List<Bound> bounds) {

    private static final Pattern BOUND = Pattern.compile("(<=|>=|!=|<|>|=)(\\S+)");

    private static final Pattern SIGN_APART = Pattern.compile("([<>=!]+)\\s+");

    /**
     * One side of a range.
     *
     * @param sign as it was written, {@code =} for none
     */
    public record Bound(String sign, String version) {
        boolean holds(String other) {
            int order = NaturalOrder.compare(other, version);
            return switch (sign) {
                case "<" -> order < 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                case ">=" -> order >= 0;
                case "!=" -> !new Wildcard(version).matches(other);
                default -> new Wildcard(version).matches(other);
            };
        }
    }

    public VersionRange {
        bounds = List.copyOf(bounds);
    }

    /**
     * Reads a range.
     *
     * @throws IllegalArgumentException if it is none; the message says what is expected
     */
    public static VersionRange parse(String text) {
        var plain = text.strip();
        if (!plain.isEmpty() && "<>=!".indexOf(plain.charAt(0)) < 0) {
            return new VersionRange(text, List.of(new Bound("=", plain)));
        }
        var bounds = new ArrayList<Bound>();
        for (var part : SIGN_APART.matcher(plain).replaceAll("$1").split("\\s+", -1)) {
            var bound = BOUND.matcher(part);
            if (!bound.matches() || bound.group(2).contains("*") && "<>".indexOf(part.charAt(0)) >= 0) {
                throw new IllegalArgumentException(
                        "'" + text + "' is no range of versions: a version, or bounds as >=1.2 <2.0 expected");
            }
            bounds.add(new Bound(bound.group(1), bound.group(2)));
        }
        return new VersionRange(text, bounds);
    }

    public boolean contains(String version) {
        for (var bound : bounds) {
            if (!bound.holds(version)) {
                return false;
            }
        }
        return true;
    }
}

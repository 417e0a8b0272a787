package org.reactiveacs.keys;

import java.util.Base64;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text form of a key ring: one line {@code VERSION:KEY} per version, KEY being 32 random bytes in base64. Blank
 * lines and lines that begin with {@code #} mean nothing. A comma ends a line too, so that a ring fits into an
 * environment variable.
 */
final class KeyRingText {
    private static final Pattern LINE = Pattern.compile("(\\d{1,9}):([A-Za-z0-9+/=_-]+)");
    private static final Pattern BREAK = Pattern.compile("\\R|,");
    private static final String HEADER = """
            # Key ring of Reactive ACS. Keep it secret, and keep a copy apart from the backups of the data.
            # One line for each version; the newest (highest) signs, all of them verify.
            # To rotate, add a line: the next number, a colon, and 32 random bytes in base64.
            """;

    private KeyRingText() {}

    /** Tells whether a setting holds a ring itself and not the name of a file. */
    static boolean isContent(String setting) {
        return BREAK.splitAsStream(setting)
                .map(String::strip)
                .anyMatch(line -> LINE.matcher(line).matches());
    }

    static NavigableMap<Integer, byte[]> parse(String text) {
        NavigableMap<Integer, byte[]> masters = new TreeMap<>();
        int number = 0;
        for (String raw : text.split("\\R", -1)) {
            number++;
            String line = raw.strip();
            if (line.startsWith("#")) {
                continue;
            }
            for (String entry : line.split(",", -1)) {
                if (!entry.isBlank()) {
                    add(masters, entry.strip(), number);
                }
            }
        }
        return masters;
    }

    static String format(Map<Integer, byte[]> masters) {
        StringBuilder text = new StringBuilder(HEADER);
        masters.forEach((version, key) -> text.append(version)
                .append(':')
                .append(Base64.getEncoder().encodeToString(key))
                .append('\n'));
        return text.toString();
    }

    static @Nullable Integer version(String digits) {
        try {
            return Integer.valueOf(digits);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static void add(NavigableMap<Integer, byte[]> masters, String entry, int number) {
        Matcher matcher = LINE.matcher(entry);
        if (!matcher.matches()) {
            throw new KeyRingException("line " + number + " of the key ring is not VERSION:KEY");
        }
        int version = Integer.parseInt(matcher.group(1));
        byte[] key = decode(matcher.group(2), number);
        if (version < 1) {
            throw new KeyRingException("line " + number + " of the key ring: versions begin with 1");
        }
        if (key.length != KeyRing.MASTER_BYTES) {
            throw new KeyRingException(
                    "line " + number + " of the key ring: the key has " + key.length + " bytes, it needs 32");
        }
        if (masters.put(version, key) != null) {
            throw new KeyRingException("line " + number + " of the key ring: version " + version + " stands twice");
        }
    }

    private static byte[] decode(String base64, int number) {
        try {
            return Base64.getDecoder().decode(base64.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException e) {
            throw new KeyRingException("line " + number + " of the key ring: the key is not base64");
        }
    }
}

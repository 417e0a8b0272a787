package org.reactiveacs.cwmp.bytes;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.Quirk;

/**
 * Settles which charset a body is read in.
 *
 * <p>Two sources may name one: the Content-Type and the XML declaration. UTF-8 wins when either says so, for there bytes
 * that are not UTF-8 are taken as latin-1 anyway, so that both readings come out right; else the Content-Type wins.
 * US-ASCII is read as UTF-8, and so is UTF-16 when the bytes show that it is not.
 */
final class Charsets {

    private Charsets() {}

    /** The charset to turn into UTF-8, null when it is read as UTF-8 already. */
    static @Nullable Charset choose(@Nullable String contentType, @Nullable String declared, Set<Quirk> quirks) {
        Charset first = find(contentType, quirks);
        Charset second = find(declared, quirks);
        Charset chosen = first == null ? second : first;
        if (chosen == null || isUtf8(chosen) || (second != null && isUtf8(second))) {
            return null;
        }
        quirks.add(Quirk.OTHER_CHARSET);
        return chosen;
    }

    private static boolean isUtf8(Charset charset) {
        return charset.equals(StandardCharsets.UTF_8);
    }

    private static @Nullable Charset find(@Nullable String name, Set<Quirk> quirks) {
        String plain =
                name == null ? "" : name.replace('"', ' ').replace('\'', ' ').strip();
        if (plain.isEmpty()) {
            return null;
        }
        if (plain.equalsIgnoreCase(StandardCharsets.UTF_8.name())) {
            return StandardCharsets.UTF_8;
        }
        try {
            Charset charset = Charset.forName(plain);
            boolean wide = charset.name().toUpperCase(Locale.ROOT).startsWith("UTF-");
            return wide || charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
        } catch (IllegalArgumentException unknown) {
            quirks.add(Quirk.UNKNOWN_CHARSET);
            return null;
        }
    }
}

package org.reactiveacs.auth;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code name=value} parameters of a digest header, read in one pass over its text. */
final class DigestParameters {
    /** Parameters that ought to stand without quotes; all others with them (RFC 7616 §3.4). */
    private static final Set<String> BARE = Set.of("algorithm", "qop", "nc", "stale", "userhash");

    /** Those that have a meaning here, most of them in every header. */
    private static final List<String> KNOWN =
            List.of("username", "realm", "nonce", "uri", "response", "algorithm", "qop", "nc", "cnonce", "opaque");

    private static final Pattern NAME = Pattern.compile("[A-Za-z]{1,16}=");
    private static final Pattern NEXT = Pattern.compile(",[ \t]*[A-Za-z]{1,16}=\"");

    private final String text;
    private final boolean hasBackslash;
    private final Map<String, String> raw = new HashMap<>();
    private final EnumSet<DigestQuirk> quirks = EnumSet.noneOf(DigestQuirk.class);
    private int at;

    private DigestParameters(String text) {
        this.text = text;
        this.hasBackslash = text.indexOf('\\') >= 0;
    }

    static DigestParameters read(String text) {
        DigestParameters parameters = new DigestParameters(text);
        while (parameters.next()) {
            // each turn takes one parameter
        }
        return parameters;
    }

    /** A value without quotes and backslashes; empty if there is none. */
    String get(String name) {
        String value = raw(name);
        return !hasBackslash ? value : value.replaceAll("\\\\(.)", "$1");
    }

    /** A value without quotes but with its backslashes. */
    String raw(String name) {
        return raw.getOrDefault(name, "");
    }

    EnumSet<DigestQuirk> quirks() {
        return quirks;
    }

    private boolean next() {
        while (at < text.length() && (isBlank(text.charAt(at)) || isSeparator(text.charAt(at)))) {
            at++;
        }
        if (at >= text.length()) {
            return false;
        }
        int start = at;
        while (at < text.length() && text.charAt(at) != '=' && !isSeparator(text.charAt(at))) {
            at++;
        }
        String name = name(start, at);
        if (at >= text.length() || text.charAt(at) != '=') {
            quirks.add(DigestQuirk.STRAY_TEXT);
            return true;
        }
        at++;
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
        String value = at < text.length() && text.charAt(at) == '"' ? quoted(name) : bare(name);
        if (raw.putIfAbsent(name, value) != null) {
            quirks.add(DigestQuirk.DUPLICATE);
        }
        return true;
    }

    private int quoteOrEnd(int from) {
        int quote = text.indexOf('"', from);
        return quote < 0 ? text.length() : quote;
    }

    private String name(int start, int end) {
        for (String known : KNOWN) {
            if (known.length() == end - start && text.startsWith(known, start)) {
                return known;
            }
        }
        return text.substring(start, end).strip().toLowerCase(Locale.ROOT);
    }

    /** A quote ends the value only where another parameter or the end follows: bare quotes inside a name happen. */
    private String quoted(String name) {
        if (BARE.contains(name) && !name.equals("algorithm") && !name.equals("qop")) {
            quirks.add(DigestQuirk.QUOTING);
        }
        int start = ++at;
        if (!hasBackslash) {
            at = quoteOrEnd(start); // What stands before it needs no look.
        }
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length()) {
                at += 2;
            } else if (c == '"' && endsHere(at + 1)) {
                return closed(start, at++);
            } else {
                at++;
            }
        }
        quirks.add(DigestQuirk.QUOTING);
        int comma = text.indexOf(',', start);
        at = comma < 0 ? text.length() : comma;
        return stripped(text.substring(start, at).strip());
    }

    /** When the next parameter's begin stands inside, the closing quote was forgotten. */
    private String closed(int start, int end) {
        int quoted = text.indexOf("=\"", start);
        if (quoted < 0 || quoted >= end) {
            return stripped(text.substring(start, end));
        }
        Matcher swallowed = NEXT.matcher(text).region(start, end);
        if (!swallowed.find()) {
            return stripped(text.substring(start, end));
        }
        quirks.add(DigestQuirk.QUOTING);
        at = swallowed.start();
        return stripped(text.substring(start, at).strip());
    }

    private String bare(String name) {
        boolean mayBeBare = BARE.contains(name);
        if (!mayBeBare) {
            quirks.add(DigestQuirk.QUOTING);
        }
        int start = at;
        while (at < text.length() && !isSeparator(text.charAt(at)) && !(mayBeBare && isBlank(text.charAt(at)))) {
            at++;
        }
        return stripped(text.substring(start, at).strip());
    }

    /** Takes off what is left of doubled or one-sided quotes. */
    private String stripped(String value) {
        String bare = value;
        while (bare.startsWith("\"")) {
            bare = bare.substring(1);
        }
        while (bare.endsWith("\"") && !bare.endsWith("\\\"")) {
            bare = bare.substring(0, bare.length() - 1);
        }
        if (bare.length() != value.length()) {
            quirks.add(DigestQuirk.QUOTING);
        }
        return bare;
    }

    private boolean endsHere(int index) {
        int i = index;
        while (i < text.length() && isBlank(text.charAt(i))) {
            i++;
        }
        return i >= text.length()
                || isSeparator(text.charAt(i))
                || (i > index && NAME.matcher(text).region(i, text.length()).lookingAt());
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isSeparator(char c) {
        return c == ',' || c == ';';
    }
}

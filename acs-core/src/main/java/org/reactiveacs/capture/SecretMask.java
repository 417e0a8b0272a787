package org.reactiveacs.capture;

import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Secrets;

/**
 * Hides secrets in a message as it went over the wire. It reads tags and nothing else, so that it also works on what no parser takes; where it
 * cannot tell to which parameter a value belongs, or where a secret ends, it hides what it may be.
 */
public final class SecretMask {
    private static final String STRUCT = "ParameterValueStruct";
    private static final String NAME = "Name";
    private static final String VALUE = "Value";

    private final String text;
    private final StringBuilder masked;
    private int copied;
    /** Up to where all values belong to a secret parameter. */
    private int secretUntil;

    private SecretMask(String text) {
        this.text = text;
        this.masked = new StringBuilder(text.length());
    }

    /** The message, or as much of it as there is, without its secrets. */
    public static String of(String message) {
        return new SecretMask(message).masked();
    }

    private String masked() {
        for (int at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
            int end = text.indexOf('>', at);
            if (end < 0) {
                break;
            }
            at = tag(local(at + 1, end), at, end + 1);
        }
        return masked.append(text, copied, text.length()).toString();
    }

    /**
     * Looks at a tag.
     *
     * @param local its name without a prefix, empty for an end tag and for all that is no element
     * @param after the tag
     * @return where to go on
     */
    private int tag(String local, int at, int after) {
        if (local.isEmpty() || text.charAt(after - 2) == '/') {
            return after;
        }
        if (local.equals(STRUCT)) {
            int end = end(STRUCT, after);
            var name = content(NAME, after, end);
            secretUntil = name == null || Secrets.isSecret(name.strip()) ? end : at;
            return after;
        }
        boolean isSecret = local.equals(VALUE) ? at < secretUntil : Secrets.isSecret(local);
        if (!isSecret) {
            return after;
        }
        int end = end(local, after);
        if (end > after) {
            masked.append(text, copied, after).append(Secrets.MASK);
            copied = end;
        }
        return end;
    }

    /** The local name of an element that begins here; empty for anything else. */
    private String local(int from, int to) {
        int end = from;
        int begin = from;
        while (end < to) {
            char c = text.charAt(end);
            if (c == ':') {
                begin = end + 1;
            } else if (!Character.isLetterOrDigit(c) && c != '_' && c != '-' && c != '.') {
                break;
            }
            end++;
        }
        return text.substring(begin, end);
    }

    /** Where the end tag of an element stands, or the end of the text. */
    private int end(String local, int from) {
        for (int at = text.indexOf("</", from); at >= 0; at = text.indexOf("</", at + 2)) {
            if (local(at + 2, text.length()).equals(local)) {
                return at;
            }
        }
        return text.length();
    }

    /** What the first element of a name contains, null if there is none. */
    private @Nullable String content(String local, int from, int to) {
        for (int at = text.indexOf('<', from); at >= 0 && at < to; at = text.indexOf('<', at + 1)) {
            int end = text.indexOf('>', at);
            if (end < 0 || end >= to) {
                return null;
            }
            if (local(at + 1, end).equals(local)) {
                return text.substring(end + 1, Math.min(to, end(local, end + 1)));
            }
        }
        return null;
    }
}

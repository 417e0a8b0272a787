package org.reactiveacs.capture;

import java.util.regex.Pattern;
import org.reactiveacs.device.Secrets;

/**
 * Hides secrets in a message as it went over the wire. It reads tags and nothing else, so that it also works on what no parser takes; where it
 * cannot tell to which parameter a value belongs, or where a secret ends, it hides what it may be.
 */
public final class SecretMask {
    private static final String STRUCT = "ParameterValueStruct";
    private static final String NAME = "Name";
    private static final String VALUE = "Value";

    /** Who a URL is called as; where the text is cut off it may not have come to the end of that. */
    private static final Pattern LOGIN = Pattern.compile("(?<=://)[^/?#<>\\s]*(@|\\z)");

    /** What is longer is no name of a parameter, and is not looked at: it may be of a secret. */
    private static final int MOST_NAME_CHARS = 1024;

    private final String text;
    private final StringBuilder masked;
    private final Sought structEnds;
    private final Sought names;
    private final Sought nameEnds;
    private int copied;
    /** Up to where all values belong to a secret parameter. */
    private int secretUntil;

    private SecretMask(String text) {
        this.text = text;
        this.masked = new StringBuilder(text.length());
        this.structEnds = new Sought("</", STRUCT);
        this.names = new Sought("<", NAME);
        this.nameEnds = new Sought("</", NAME);
    }

    /** Tags of one sort, looked for from left to right: whatever stands between is looked at once, however often they are asked for. */
    private final class Sought {
        private final String beginning;
        private final String local;
        private int found = -1;

        Sought(String beginning, String local) {
            this.beginning = beginning;
            this.local = local;
        }

        /** Where the next one begins, or the end of the text; asked from places that come one after the other. */
        int from(int place) {
            if (found < place) {
                found = next(beginning, local, place);
            }
            return found;
        }
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
        masked.append(text, copied, text.length());
        return LOGIN.matcher(masked).replaceAll(Secrets.MASK + "$1");
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
            int end = structEnds.from(after);
            secretUntil = isSecret(after, end) ? end : at;
            return after;
        }
        boolean isSecret = local.equals(VALUE) ? at < secretUntil : Secrets.isSecret(local);
        if (!isSecret) {
            return after;
        }
        int end = next("</", local, after);
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

    /** Where the next tag stands that begins so and is of an element of this name, or the end of the text. */
    private int next(String beginning, String local, int from) {
        for (int at = text.indexOf(beginning, from); at >= 0; at = text.indexOf(beginning, at + beginning.length())) {
            if (local(at + beginning.length(), text.length()).equals(local)) {
                return at;
            }
        }
        return text.length();
    }

    /** Whether what stands there is of a secret parameter, or may be. */
    private boolean isSecret(int from, int to) {
        int name = names.from(from);
        int begin = name < to ? text.indexOf('>', name) + 1 : 0;
        if (begin == 0 || begin > to) {
            return true;
        }
        int end = Math.min(to, nameEnds.from(begin));
        return end - begin > MOST_NAME_CHARS
                || Secrets.isSecret(text.substring(begin, end).strip());
    }
}

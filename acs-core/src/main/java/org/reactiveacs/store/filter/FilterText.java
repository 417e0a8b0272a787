package org.reactiveacs.store.filter;

import org.jspecify.annotations.Nullable;

/** The text of a filter and how far it has been read. */
final class FilterText {

    private final String text;
    private int at;

    FilterText(String text) {
        this.text = text;
    }

    /** Where the next piece begins. */
    int position() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    boolean isAtEnd() {
        return position() == text.length();
    }

    FilterSyntaxException wrong(String problem, int position) {
        return new FilterSyntaxException(problem, text, position);
    }

    /** Takes this sign if it is next. */
    boolean take(String sign) {
        if (!text.startsWith(sign, position())) {
            return false;
        }
        at += sign.length();
        return true;
    }

    /** Takes this word, in whatever letter case, if it is next and whole. */
    boolean takeWord(String word) {
        int start = position();
        int end = endOfOperand(start);
        if (!word.equalsIgnoreCase(text.substring(start, end))) {
            return false;
        }
        at = end;
        return true;
    }

    /** Takes a field's name or a parameter's path; null when none is next. */
    @Nullable
    String operand() {
        int start = position();
        at = endOfOperand(start);
        return at == start ? null : text.substring(start, at);
    }

    /** Takes an unquoted value: all up to a blank or a parenthesis; null when none is next. */
    @Nullable
    String value() {
        int start = position();
        while (at < text.length() && !Character.isWhitespace(text.charAt(at)) && !isParenthesis(text.charAt(at))) {
            at++;
        }
        return at == start ? null : text.substring(start, at);
    }

    /** Takes a text in double or single quotes, a backslash before quotes and backslashes in it; null when none is next. */
    @Nullable
    String quoted() {
        int start = position();
        if (start == text.length() || text.charAt(start) != '"' && text.charAt(start) != '\'') {
            return null;
        }
        char quote = text.charAt(start);
        var value = new StringBuilder();
        for (at = start + 1; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == quote) {
                at++;
                return value.toString();
            }
            if (c == '\\') {
                at++;
                if (at == text.length() || "\\\"'".indexOf(text.charAt(at)) < 0) {
                    throw wrong("a backslash in quotes stands only before a quote or a backslash", at - 1);
                }
                c = text.charAt(at);
            }
            value.append(c);
        }
        throw wrong("the quote that opens here is never closed", start);
    }

    private int endOfOperand(int start) {
        int end = start;
        while (end < text.length()) {
            char c = text.charAt(end);
            if (Character.isWhitespace(c)
                    || isParenthesis(c)
                    || "=<>~\"'".indexOf(c) >= 0
                    || text.startsWith("!=", end)) {
                break;
            }
            end++;
        }
        return end;
    }

    private static boolean isParenthesis(char c) {
        return c == '(' || c == ')';
    }
}

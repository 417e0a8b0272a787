package org.reactiveacs.device;

/**
 * A pattern in which {@code *} stands for any text, none included. It matches whole values and takes no notice of letter
 * case. A star itself cannot be asked for. The time to match is bounded by the product of both lengths.
 *
 * @param text the pattern as written
 */
public record Wildcard(String text) {

    /** Whether the whole of a value fits. */
    public boolean matches(String value) {
        int at = 0;
        int in = 0;
        int star = -1;
        int resume = 0;
        while (in < value.length()) {
            if (at < text.length() && text.charAt(at) == '*') {
                star = at++;
                resume = in;
            } else if (at < text.length() && same(text.charAt(at), value.charAt(in))) {
                at++;
                in++;
            } else if (star >= 0) {
                at = star + 1;
                in = ++resume; // The last star takes one character more.
            } else {
                return false;
            }
        }
        while (at < text.length() && text.charAt(at) == '*') {
            at++;
        }
        return at == text.length();
    }

    private static boolean same(char a, char b) {
        return a == b
                || Character.toLowerCase(Character.toUpperCase(a)) == Character.toLowerCase(Character.toUpperCase(b));
    }
}

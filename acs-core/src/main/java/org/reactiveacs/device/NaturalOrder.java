package org.reactiveacs.device;

/**
 * How values are ordered: whole numbers by size, and in any other text runs of digits by theirs, so that firmware 1.9 is
 * older than 1.10 and 10.0.0.9 comes before 10.0.0.10.
 */
public final class NaturalOrder {
    private NaturalOrder() {}

    public static int compare(String a, String b) {
        if (isNegative(a) || isNegative(b)) {
            if (isWhole(a) && isWhole(b)) {
                return isNegative(a) != isNegative(b)
                        ? (isNegative(a) ? -1 : 1)
                        : -compareText(a.substring(1), b.substring(1));
            }
        }
        return compareText(a, b);
    }

    private static boolean isNegative(String text) {
        return text.length() > 1 && text.charAt(0) == '-';
    }

    private static boolean isWhole(String text) {
        int start = isNegative(text) ? 1 : 0;
        return text.length() > start && endOfDigits(text, start) == text.length();
    }

    private static int compareText(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            if (isDigit(a.charAt(i)) && isDigit(b.charAt(j))) {
                int endA = endOfDigits(a, i);
                int endB = endOfDigits(b, j);
                int order = compareDigits(a, i, endA, b, j, endB);
                if (order != 0) {
                    return order;
                }
                i = endA;
                j = endB;
            } else if (a.charAt(i) != b.charAt(j)) {
                return Character.compare(a.charAt(i), b.charAt(j));
            } else {
                i++;
                j++;
            }
        }
        return Integer.compare(a.length() - i, b.length() - j);
    }

    private static int compareDigits(String a, int startA, int endA, String b, int startB, int endB) {
        int i = skipZeros(a, startA, endA);
        int j = skipZeros(b, startB, endB);
        if (endA - i != endB - j) {
            return Integer.compare(endA - i, endB - j);
        }
        return a.substring(i, endA).compareTo(b.substring(j, endB));
    }

    private static int skipZeros(String text, int from, int end) {
        int at = from;
        while (at < end && text.charAt(at) == '0') {
            at++;
        }
        return at;
    }

    private static int endOfDigits(String text, int from) {
        int end = from;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}

package org.reactiveacs.store.filter;

/** A text that is no filter. The message says what is wrong and shows where, with a caret below the place. */
public final class FilterSyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int SHOWN_BEFORE = 50;
    private static final int SHOWN_AFTER = 30;

    private final String problem;
    private final int position;

    FilterSyntaxException(String problem, String text, int position) {
        super(problem + "\n" + pointing(text, position));
        this.problem = problem;
        this.position = position;
    }

    /** What is wrong, in one line. */
    public String problem() {
        return problem;
    }

    /** Where: the index of the character, the text's length when something is missing at its end. */
    public int position() {
        return position;
    }

    private static String pointing(String text, int position) {
        int from = Math.max(0, position - SHOWN_BEFORE);
        int to = Math.min(text.length(), position + SHOWN_AFTER);
        var line = new StringBuilder(from > 0 ? "..." : "");
        text.substring(from, to).chars().forEach(c -> line.append(Character.isISOControl(c) ? ' ' : (char) c));
        var caret = " ".repeat((from > 0 ? 3 : 0) + position - from) + "^";
        return line + (to < text.length() ? "..." : "") + "\n" + caret;
    }
}

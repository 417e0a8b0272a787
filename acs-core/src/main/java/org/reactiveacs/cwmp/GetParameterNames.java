package org.reactiveacs.cwmp;

/**
 * Asks which parameters and objects there are (TR-069 A6 §A.3.2.3).
 *
 * @param parameterPath a parameter or a partial path; empty for the top
 * @param nextLevel true for the next level below only
 * @param spelling how NextLevel is written; a reader takes both for the same
 */
public record GetParameterNames(String parameterPath, boolean nextLevel, Spelling spelling) implements AcsRequest {

    /** The two forms of a truth value (XML Schema), of which some CPEs know only one. */
    public enum Spelling {
        /** 0 or 1. */
        DIGIT,
        /** false or true. */
        WORD
    }

    public GetParameterNames(String parameterPath, boolean nextLevel) {
        this(parameterPath, nextLevel, Spelling.DIGIT);
    }

    /** The same question in another form. */
    public GetParameterNames spelled(Spelling other) {
        return new GetParameterNames(parameterPath, nextLevel, other);
    }
}

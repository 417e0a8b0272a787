package org.reactiveacs.policy.document;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a document, and where.
 *
 * @param pointer where, as a JSON pointer (RFC 6901); empty for the whole
 * @param text what, for the person who wrote it
 * @param line from 1 on, 0 if it has none
 * @param column from 1 on, 0 if it has none
 */
public record DocumentProblem(String pointer, String text, int line, int column) {

    static DocumentProblem at(String pointer, String text, @Nullable Place place) {
        return new DocumentProblem(pointer, text, place == null ? 0 : place.line(), place == null ? 0 : place.column());
    }

    /** Where something stands in a text, both from 1 on. */
    record Place(int line, int column) {}
}

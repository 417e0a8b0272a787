package org.reactiveacs.task;

/**
 * Why an order cannot be carried out as it stands.
 *
 * @param pointer where in the order's JSON, as a JSON pointer (RFC 6901)
 * @param text what is wrong, for the person who sent it
 */
public record TaskProblem(String pointer, String text) {

    /** A pointer's token with the characters escaped that mean something in pointers. */
    static String token(String name) {
        return "/" + name.replace("~", "~0").replace("/", "~1");
    }
}

package org.reactiveacs.port;

/** Makes identifiers, where the core must have no randomness of its own. Thread-safe. */
public interface Ids {

    /** A new id, unique, sorting after those made before: 26 characters of {@code [0-9A-Z]}. */
    String next();

    /** A token that nobody can guess: 128 random bits as 32 hexadecimal digits. */
    String token();
}

package org.reactiveacs.auth;

/** How a CPE's digest differed from what it should be and was understood all the same. */
public enum DigestQuirk {
    /** Quotes missing, doubled, unbalanced or where none belong. */
    QUOTING,
    /** An algorithm token that is none. */
    ALGORITHM,
    /** The header announces one of MD5 and MD5-sess and the response was made by the other. */
    SESSION_VARIANT,
    /** The uri is absolute or differs from the request's in a trailing slash or more. */
    URI,
    /** A parameter stands more than once; the first counts. */
    DUPLICATE,
    /** Something between the parameters that is no parameter. */
    STRAY_TEXT,
    /** The user name went into the hash otherwise than it was sent: with backslashes, or without percent escapes. */
    ESCAPED_USERNAME
}

package org.reactiveacs.auth;

/** What the server knows of a password: enough to check a digest, never shown. */
public sealed interface DigestSecret {
    /** The password itself; works for any realm and algorithm. */
    record Password(String password) implements DigestSecret {
        @Override
        public String toString() {
            return "Password[***]";
        }
    }

    /**
     * H(username:realm:password), computed before; works for its own hash only.
     *
     * @param hash {@code MD5} or {@code SHA-256}
     * @param hexadecimal in lower case
     */
    record Ha1(String hash, String hexadecimal) implements DigestSecret {
        @Override
        public String toString() {
            return "Ha1[" + hash + ", ***]";
        }
    }
}

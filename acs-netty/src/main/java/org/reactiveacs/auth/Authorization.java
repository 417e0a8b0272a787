package org.reactiveacs.auth;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an Authorization header says; made by {@link AuthorizationHeader#parse}. Text forms never show secrets. */
public sealed interface Authorization {
    /**
     * Digest credentials, each field as sent but without its quotes.
     *
     * @param username the name that went into the hash
     * @param rawUsername the name before backslashes were taken out; the same in most cases
     * @param realm empty if it was not sent
     * @param nonce empty if it was not sent
     * @param uri as sent: absolute, a path or empty
     * @param response the proof, in lower-case hexadecimal
     * @param algorithm as understood
     * @param qop as sent, for it goes into the hash; null for the old form without qop
     * @param nc as sent, for it goes into the hash; empty if it was not sent
     * @param cnonce empty if it was not sent
     * @param quirks what was odd about the header
     */
    record Digest(
            String username,
            String rawUsername,
            String realm,
            String nonce,
            String uri,
            String response,
            DigestAlgorithm algorithm,
            @Nullable String qop,
            String nc,
            String cnonce,
            Set<DigestQuirk> quirks)
            implements Authorization {
        /** The request counter as a number; 0 if it is missing or no hexadecimal number. */
        public long nonceCount() {
            return AuthorizationHeader.hexadecimal(nc);
        }

        /** Names that the sender may have meant: as sent, and with percent escapes decoded if there are any. */
        public List<String> usernames() {
            return Usernames.meant(username);
        }

        @Override
        public String toString() {
            return "Digest[username=" + username + ", realm=" + realm + ", uri=" + uri + ", algorithm=" + algorithm
                    + ", quirks=" + quirks + "]";
        }
    }

    /**
     * Basic credentials.
     *
     * @param username as sent
     * @param password as sent
     */
    record Basic(String username, String password) implements Authorization {
        /** Names that the sender may have meant: as sent, and with percent escapes decoded if there are any. */
        public List<String> usernames() {
            return Usernames.meant(username);
        }

        @Override
        public String toString() {
            return "Basic[username=" + username + "]";
        }
    }

    /**
     * Anything else: another scheme, or a header that cannot be used.
     *
     * @param reason for the log, without the header's content
     */
    record Other(String reason) implements Authorization {}
}

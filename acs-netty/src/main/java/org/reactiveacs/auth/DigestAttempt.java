package org.reactiveacs.auth;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One response against one secret, in every reading that a CPE may have had of the same facts. What the header says is
 * tried first and nearly always fits; the other readings cost only those who are wrong, at most 24 of them.
 */
record DigestAttempt(
        Hashes hashes, Authorization.Digest digest, String method, String requestTarget, DigestSecret secret) {

    Optional<Set<DigestQuirk>> prove() {
        for (Charset charset : charsets()) {
            for (DigestAlgorithm algorithm :
                    List.of(digest.algorithm(), digest.algorithm().sibling())) {
                for (String username : usernames()) {
                    String ha1 = ha1(username, algorithm, charset);
                    for (String uri : uris()) {
                        if (isAnswer(response(uri, ha1))) {
                            return Optional.of(quirks(algorithm, username));
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    private String ha1(String username, DigestAlgorithm algorithm, Charset charset) {
        String plain = secret instanceof DigestSecret.Password known
                ? hash(username + ":" + digest.realm() + ":" + known.password(), charset)
                : ((DigestSecret.Ha1) secret).hexadecimal();
        return algorithm.isSession()
                ? hash(plain + ":" + digest.nonce() + ":" + digest.cnonce(), StandardCharsets.UTF_8)
                : plain;
    }

    private String response(String uri, String ha1) {
        String middle = digest.qop() == null
                ? digest.nonce()
                : digest.nonce() + ":" + digest.nc() + ":" + digest.cnonce() + ":" + digest.qop();
        String ha2 = hash(method + ":" + uri, StandardCharsets.UTF_8);
        return hash(ha1 + ":" + middle + ":" + ha2, StandardCharsets.UTF_8);
    }

    private String hash(String text, Charset charset) {
        return hashes.hex(digest.algorithm().hash(), text, charset);
    }

    private boolean isAnswer(String expected) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII), digest.response().getBytes(StandardCharsets.US_ASCII));
    }

    /** Latin-1 comes into question only where it differs. */
    private List<Charset> charsets() {
        if (!(secret instanceof DigestSecret.Password known)
                || Usernames.isAscii(digest.username())
                        && Usernames.isAscii(digest.realm())
                        && Usernames.isAscii(known.password())) {
            return List.of(StandardCharsets.UTF_8);
        }
        String text = digest.username() + digest.realm() + known.password();
        boolean latin = text.chars().anyMatch(c -> c > 0x7F) && text.chars().allMatch(c -> c <= 0xFF);
        return latin ? List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1) : List.of(StandardCharsets.UTF_8);
    }

    /** The name as understood, with its backslashes, and with its percent escapes decoded. */
    private Iterable<String> usernames() {
        List<String> meant = digest.usernames();
        if (secret instanceof DigestSecret.Ha1
                || meant.size() == 1 && digest.rawUsername().equals(digest.username())) {
            return List.of(digest.username());
        }
        Set<String> names = new LinkedHashSet<>();
        names.add(digest.username());
        names.add(digest.rawUsername());
        names.addAll(meant);
        return names;
    }

    /** The uri as sent, and the request's if the CPE hashed that one instead. */
    private List<String> uris() {
        List<String> uris = new ArrayList<>(2);
        uris.add(digest.uri());
        if (!digest.uri().equals(requestTarget)) {
            uris.add(requestTarget);
        }
        return uris;
    }

    private Set<DigestQuirk> quirks(DigestAlgorithm algorithm, String username) {
        EnumSet<DigestQuirk> quirks = EnumSet.noneOf(DigestQuirk.class);
        quirks.addAll(digest.quirks());
        if (algorithm != digest.algorithm()) {
            quirks.add(DigestQuirk.SESSION_VARIANT);
        }
        if (!digest.uri().equals(requestTarget)) {
            quirks.add(DigestQuirk.URI);
        }
        if (!username.equals(digest.username())) {
            quirks.add(DigestQuirk.ESCAPED_USERNAME);
        }
        return quirks;
    }
}

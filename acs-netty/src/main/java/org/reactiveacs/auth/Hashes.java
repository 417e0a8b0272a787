package org.reactiveacs.auth;

import java.nio.charset.Charset;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes text to hexadecimal; each thread keeps its digests, for looking one up costs as much as a short hash. */
final class Hashes {
    private final ThreadLocal<MessageDigest> md5 = ThreadLocal.withInitial(() -> digest("MD5"));
    private final ThreadLocal<MessageDigest> sha256 = ThreadLocal.withInitial(() -> digest("SHA-256"));

    /** The hash of the text's bytes in lower-case hexadecimal. */
    String hex(String hash, String text, Charset charset) {
        MessageDigest digest = hash.equals("MD5") ? md5.get() : sha256.get();
        return HexFormat.of().formatHex(digest.digest(text.getBytes(charset)));
    }

    private static MessageDigest digest(String hash) {
        try {
            return MessageDigest.getInstance(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + hash, e);
        }
    }
}

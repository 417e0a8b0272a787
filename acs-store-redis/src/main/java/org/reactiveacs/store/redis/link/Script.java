package org.reactiveacs.store.redis.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A Lua script: one atomic step on the keys of one hash tag.
 *
 * <p>A script may be run more than once for one call: when the connection is cut after Redis ran it and before the answer
 * came, nobody can tell, and it is run again. So a script that changes something takes an operation id among its
 * arguments, and a repeat returns what was recorded the first time. Immutable and thread-safe.
 */
public final class Script {
    private final String name;
    private final byte[] text;
    private final byte[] sha;

    private Script(String name, byte[] text) {
        this.name = name;
        this.text = text;
        this.sha = HexFormat.of().formatHex(sha1(text)).getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * The script that stands beside a class.
     *
     * @param owner the class
     * @param name the resource's name, as {@code open.lua}
     * @throws IllegalStateException if there is none
     */
    public static Script of(Class<?> owner, String name) {
        try (var stream = owner.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("no script " + name + " beside " + owner.getName());
            }
            return new Script(name, stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the script " + name, e);
        }
    }

    /** A script given as text, for one that is too short for a file of its own. */
    public static Script ofText(String name, String text) {
        return new Script(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The resource's name. */
    public String name() {
        return name;
    }

    /** The SHA-1 by which Redis knows it, in hexadecimal. */
    public String sha() {
        return new String(sha, StandardCharsets.US_ASCII);
    }

    byte[] shaBytes() {
        return sha;
    }

    byte[] text() {
        return text;
    }

    @Override
    public String toString() {
        return name;
    }

    private static byte[] sha1(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(text);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}

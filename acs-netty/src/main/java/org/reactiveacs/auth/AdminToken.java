package org.reactiveacs.auth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The file with the administrator's token: the token alone, readable by its owner only. */
public final class AdminToken {
    /** The file's name in the embedded store's directory. */
    public static final String FILE = "admin-token";

    private static final int TOKEN_BYTES = 32;

    private AdminToken() {}

    /**
     * Reads a token file.
     *
     * @throws IOException if it cannot be read or is empty; the message names the file
     */
    public static String read(Path file) throws IOException {
        String token = Files.readString(file).strip();
        if (token.isEmpty()) {
            throw new IOException(file + " holds no token");
        }
        return token;
    }

    /**
     * Reads the token of a data directory, made with mode 0600 if it is missing.
     *
     * @throws IOException if it can be neither read nor made
     */
    public static String readOrCreate(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (Files.exists(file)) {
            return read(file);
        }
        Files.createDirectories(directory);
        Path whole = Files.createTempFile(
                directory,
                ".token",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(whole, random() + "\n", StandardCharsets.US_ASCII);
            Files.createLink(file, whole); // fails if the file exists by now, and never shows half a token
        } catch (FileAlreadyExistsException e) {
            return read(file); // another process was faster: its token counts
        } finally {
            Files.deleteIfExists(whole);
        }
        return read(file);
    }

    private static String random() {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}

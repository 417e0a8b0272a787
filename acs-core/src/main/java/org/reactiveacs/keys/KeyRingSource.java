package org.reactiveacs.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;

/** Finds the ring that the configuration names: in a file, in the setting itself, or made beside the embedded store. */
public final class KeyRingSource {
    private KeyRingSource() {}

    /**
     * Opens the ring.
     *
     * @param setting the configured value: a file's path or the ring's text; empty for the default file
     * @param defaultFile used without a setting, and made with mode 0600 if it is missing
     * @throws KeyRingException if it is missing, unreadable or malformed
     */
    public static KeyRing open(Optional<String> setting, Path defaultFile) {
        if (setting.isEmpty()) {
            return Files.exists(defaultFile) ? read(defaultFile) : create(defaultFile);
        }
        String value = setting.get();
        if (KeyRingText.isContent(value)) {
            return KeyRing.parse(value);
        }
        return read(Path.of(value.strip()));
    }

    /** Reads a ring from a file. */
    public static KeyRing read(Path file) {
        try {
            return KeyRing.parse(Files.readString(file));
        } catch (IOException e) {
            throw new KeyRingException("cannot read the key ring " + file + ": " + reason(e), e);
        } catch (KeyRingException e) {
            throw new KeyRingException(file + ": " + e.getMessage());
        }
    }

    /** Makes a new ring; when another process is faster, its ring is taken. */
    private static KeyRing create(Path file) {
        KeyRing ring = KeyRing.generate(new SecureRandom());
        try {
            Path directory = file.toAbsolutePath().getParent();
            Files.createDirectories(directory);
            Path whole =
                    Files.createTempFile(directory, ".keys", ".new", PosixFilePermissions.asFileAttribute(ownerOnly()));
            try {
                writeDurably(whole, ring.format());
                Files.createLink(file, whole); // fails if the file exists by now, and never shows half a ring
                return ring;
            } catch (FileAlreadyExistsException e) {
                return read(file);
            } finally {
                Files.deleteIfExists(whole);
            }
        } catch (IOException | UnsupportedOperationException e) {
            throw new KeyRingException("cannot make the key ring " + file + ": " + reason(e), e);
        }
    }

    /** A ring that a power cut takes back would lock out every CPE whose password was derived from it. */
    private static void writeDurably(Path file, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.US_ASCII.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static Set<PosixFilePermission> ownerOnly() {
        return PosixFilePermissions.fromString("rw-------");
    }

    private static String reason(Exception e) {
        return e instanceof NoSuchFileException ? "no such file" : String.valueOf(e.getMessage());
    }
}

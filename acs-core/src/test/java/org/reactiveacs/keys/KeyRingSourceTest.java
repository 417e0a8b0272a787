package org.reactiveacs.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRingSourceTest {
    @TempDir
    Path directory;

    @Test
    void missingDefaultFileIsMadeForItsOwnerOnlyAndReadBack() throws Exception {
        Path file = directory.resolve("data/keys");

        KeyRing made = KeyRingSource.open(Optional.empty(), file);
        KeyRing read = KeyRingSource.open(Optional.empty(), file);

        assertThat(read.fingerprint()).isEqualTo(made.fingerprint());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void settingMayBeAFileOrTheRingItself() throws Exception {
        KeyRing ring = KeyRing.generate(new SecureRandom());
        Path file = Files.writeString(directory.resolve("ring"), ring.format());
        Path unused = directory.resolve("unused");

        assertThat(KeyRingSource.open(Optional.of(file.toString()), unused).fingerprint())
                .isEqualTo(ring.fingerprint());
        assertThat(KeyRingSource.open(Optional.of(ring.format()), unused).fingerprint())
                .isEqualTo(ring.fingerprint());
        assertThat(unused).doesNotExist();
    }

    @Test
    void aNamedFileIsNeverMade() {
        Path file = directory.resolve("absent");

        assertThatThrownBy(() -> KeyRingSource.open(Optional.of(file.toString()), directory.resolve("unused")))
                .isInstanceOf(KeyRingException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("no such file");
        assertThat(file).doesNotExist();
    }

    @Test
    void aMalformedFileIsNamed() throws Exception {
        Path file = Files.writeString(directory.resolve("ring"), "nonsense\n");

        assertThatThrownBy(() -> KeyRingSource.read(file))
                .hasMessageContaining(file.toString())
                .hasMessageContaining("line 1");
    }
}

package org.reactiveacs.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class KeyRingTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] MESSAGE = "a message".getBytes(StandardCharsets.UTF_8);

    @Test
    void textFormIsReadBack() {
        KeyRing ring = KeyRing.generate(RANDOM).rotated(RANDOM);

        KeyRing read = KeyRing.parse(ring.format());

        assertThat(read.versions()).containsExactly(2, 1);
        assertThat(read.fingerprint()).isEqualTo(ring.fingerprint());
        assertThat(read.derive("nonce")).isEqualTo(ring.derive("nonce"));
    }

    @Test
    void keysDifferByPurposeAndByVersion() {
        KeyRing ring = KeyRing.generate(RANDOM).rotated(RANDOM);

        assertThat(ring.derive("nonce", 1))
                .isNotEqualTo(ring.derive("nonce", 2))
                .hasSize(32);
        assertThat(ring.derive("nonce")).isEqualTo(ring.derive("nonce", 2)).isNotEqualTo(ring.derive("cookie"));
        assertThatThrownBy(() -> ring.derive("nonce", 3)).hasMessageContaining("no version 3");
    }

    @Test
    void linesMayBeSeparatedByCommas() {
        KeyRing ring = KeyRing.generate(RANDOM).rotated(RANDOM);
        String inline = ring.format().replaceAll("(?m)^#.*\\R", "").strip().replace('\n', ',');

        assertThat(KeyRing.parse(inline).fingerprint()).isEqualTo(ring.fingerprint());
    }

    @Test
    void malformedLinesAreNamedWithoutShowingTheKey() {
        String key = KeyRing.generate(RANDOM).format().lines().toList().get(3);

        assertThatThrownBy(() -> KeyRing.parse("# none\n")).hasMessageContaining("holds no key");
        assertThatThrownBy(() -> KeyRing.parse("\nhello")).hasMessageContaining("line 2");
        assertThatThrownBy(() -> KeyRing.parse("1:c2hvcnQ=")).hasMessageContaining("5 bytes");
        assertThatThrownBy(() -> KeyRing.parse("0:" + key.substring(2))).hasMessageContaining("begin with 1");
        assertThatThrownBy(() -> KeyRing.parse(key + "\n" + key))
                .hasMessageContaining("twice")
                .message()
                .doesNotContain(key.substring(2));
    }

    @Test
    void fingerprintAgreesAcrossARotationAndNotWithAnotherRing() {
        KeyRing before = KeyRing.generate(RANDOM);
        KeyRing after = before.rotated(RANDOM);

        assertThat(after.agreesWith(before.fingerprint())).isTrue();
        assertThat(before.agreesWith(after.fingerprint())).isTrue();
        assertThat(KeyRing.generate(RANDOM).agreesWith(before.fingerprint())).isFalse();
        assertThat(before.agreesWith("")).isFalse();
        assertThat(before.agreesWith("x:y,:,7:z")).isFalse();
    }

    @Test
    void newestSignsAndAllLiveVersionsVerify() {
        KeyRing old = KeyRing.generate(RANDOM);
        byte[] oldTag = old.signer("nonce").mac(MESSAGE);
        Signer signer = old.rotated(RANDOM).signer("nonce");

        byte[] newTag = signer.mac(MESSAGE);

        assertThat(newTag).hasSize(Signer.TAG_BYTES).isNotEqualTo(oldTag);
        assertThat(signer.verify(MESSAGE, newTag)).isTrue();
        assertThat(signer.verify(MESSAGE, oldTag)).isTrue();
        assertThat(old.signer("nonce").verify(MESSAGE, newTag)).isFalse();
        assertThat(old.signer("cookie").verify(MESSAGE, oldTag)).isFalse();
    }

    @Test
    void changingAnyByteOfATagBreaksIt() {
        Signer signer = KeyRing.generate(RANDOM).signer("nonce");
        byte[] tag = signer.mac(MESSAGE);

        for (int i = 0; i < tag.length; i++) {
            byte[] changed = tag.clone();
            changed[i] ^= 1;
            assertThat(signer.verify(MESSAGE, changed)).isFalse();
        }
        assertThat(signer.verify(MESSAGE, new byte[0])).isFalse();
    }
}

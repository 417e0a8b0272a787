package org.reactiveacs.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.keys.KeyRing;

class SecretsTest {
    @TempDir
    Path directory;

    @Test
    void derivedPasswordsDependOnDeviceVersionAndPurposeOnly() {
        KeyRing ring = KeyRing.generate(new SecureRandom()).rotated(new SecureRandom());
        DerivedPasswords passwords = new DerivedPasswords(ring, "cpe");

        String password = passwords.of("00D09E-1", 1);

        assertThat(password).matches("[A-Za-z0-9]{24}");
        assertThat(new DerivedPasswords(KeyRing.parse(ring.format()), "cpe").of("00D09E-1", 1))
                .isEqualTo(password);
        assertThat(passwords.of("00D09E-2", 1)).isNotEqualTo(password);
        assertThat(passwords.of("00D09E-1", 2)).isNotEqualTo(password);
        assertThat(new DerivedPasswords(ring, "connection request").of("00D09E-1", 1))
                .isNotEqualTo(password);
        assertThat(passwords.versions()).containsExactly(2, 1);
        assertThatThrownBy(() -> passwords.of("00D09E-1", 3)).hasMessageContaining("no version 3");
    }

    /** Devices keep their passwords, so how they are derived may never change. */
    @Test
    void derivedPasswordsAreTheLowestDigitsOfAnHmac() throws Exception {
        KeyRing ring = KeyRing.generate(new SecureRandom());
        DerivedPasswords passwords = new DerivedPasswords(ring, "cpe");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(ring.derive("password cpe", 1), "HmacSHA256"));

        for (int device = 0; device < 500; device++) {
            assertThat(passwords.of("00D09E-" + device, 1)).isEqualTo(lowestDigits(mac, "00D09E-" + device));
            assertThat(passwords.of("00D09E-" + device, 1, 7))
                    .isEqualTo(lowestDigits(mac, "00D09E-" + device + "\0" + 7));
        }
    }

    private static String lowestDigits(Mac mac, String text) {
        var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        var radix = BigInteger.valueOf(alphabet.length());
        var rest = new BigInteger(1, mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        var digits = new StringBuilder();
        for (int i = 0; i < 24; i++) {
            digits.append(alphabet.charAt(rest.mod(radix).intValue()));
            rest = rest.divide(radix);
        }
        return digits.toString();
    }

    @Test
    void aPasswordIsTheSameAsItEverWas() {
        KeyRing ring = KeyRing.parse("1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");

        assertThat(new DerivedPasswords(ring, "cpe").of("default/00D09E-1", 1)).isEqualTo("ErT4vArrMgLtXLAeuhAYsVrE");
    }

    @Test
    void challengesOfferTheFirstAlgorithmFirstAndBasicLast() {
        Challenges challenges = new Challenges("acs", List.of(DigestAlgorithm.MD5, DigestAlgorithm.SHA_256), true);

        assertThat(challenges.render("n0nce", false))
                .containsExactly(
                        "Digest realm=\"acs\", qop=\"auth\", algorithm=MD5, nonce=\"n0nce\"",
                        "Digest realm=\"acs\", qop=\"auth\", algorithm=SHA-256, nonce=\"n0nce\"",
                        "Basic realm=\"acs\"");
        assertThat(new Challenges("acs", List.of(DigestAlgorithm.MD5), false).render("n", true))
                .containsExactly("Digest realm=\"acs\", qop=\"auth\", algorithm=MD5, nonce=\"n\", stale=true");
        assertThatThrownBy(() -> new Challenges("a\"b", List.of(), true)).hasMessageContaining("realm");
    }

    @Test
    void onlyTheExactBearerTokenIsAccepted() {
        TokenVerifier verifier = new TokenVerifier("abc123");

        assertThat(verifier.accepts("Bearer abc123")).isTrue();
        assertThat(verifier.accepts("bearer  abc123 ")).isTrue();
        assertThat(verifier.accepts("Bearer abc1234")).isFalse();
        assertThat(verifier.accepts("Bearer ")).isFalse();
        assertThat(verifier.accepts("Basic abc123")).isFalse();
        assertThat(verifier.accepts(null)).isFalse();
        assertThatThrownBy(() -> new TokenVerifier(" ")).hasMessageContaining("let everybody in");
    }

    @Test
    void adminTokenIsMadeOnceForItsOwnerOnly() throws Exception {
        Path data = directory.resolve("data");

        String token = AdminToken.readOrCreate(data);

        Path file = data.resolve(AdminToken.FILE);
        assertThat(token).matches("[0-9a-f]{64}");
        assertThat(AdminToken.readOrCreate(data)).isEqualTo(token);
        assertThat(Files.readString(file)).isEqualTo(token + "\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void anEmptyTokenFileIsRefused() throws Exception {
        Path file = Files.writeString(directory.resolve(AdminToken.FILE), "\n");

        assertThatThrownBy(() -> AdminToken.readOrCreate(directory)).hasMessageContaining(file + " holds no token");
    }
}

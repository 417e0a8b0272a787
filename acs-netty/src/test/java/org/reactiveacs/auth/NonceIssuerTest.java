package org.reactiveacs.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.reactiveacs.keys.KeyRing;

class NonceIssuerTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456Z");
    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private final KeyRing ring = KeyRing.generate(new SecureRandom());

    @Test
    void aNonceTellsItsIssueTimeOnAnyNodeWithTheRing() {
        String nonce = at(NOW, ring).issue();

        assertThat(nonce).matches("[A-Za-z0-9_-]{44}");
        assertThat(at(NOW.plusSeconds(1), KeyRing.parse(ring.format())).check(nonce))
                .isEqualTo(new NonceCheck.Fresh(NOW));
    }

    @Test
    void lifetimeIsKeptToTheMicrosecond() {
        String nonce = at(NOW, ring).issue();

        assertThat(at(NOW.plus(LIFETIME), ring).check(nonce)).isEqualTo(new NonceCheck.Fresh(NOW));
        assertThat(at(NOW.plus(LIFETIME).plusNanos(1000), ring).check(nonce)).isEqualTo(new NonceCheck.Stale(NOW));
    }

    @Test
    void aNonceFromTheFutureIsStaleBeyondTheClocksDifference() {
        String nonce = at(NOW, ring).issue();

        assertThat(at(NOW.minusSeconds(5), ring).check(nonce)).isInstanceOf(NonceCheck.Fresh.class);
        assertThat(at(NOW.minusSeconds(6), ring).check(nonce)).isInstanceOf(NonceCheck.Stale.class);
    }

    @Test
    void anyChangeMakesItForged() {
        String nonce = at(NOW, ring).issue();

        for (int i = 0; i < nonce.length(); i++) {
            char other = nonce.charAt(i) == 'A' ? 'B' : 'A';
            assertThat(at(NOW, ring).check(nonce.substring(0, i) + other + nonce.substring(i + 1)))
                    .isInstanceOf(NonceCheck.Forged.class);
        }
        assertThat(at(NOW, ring).check("")).isInstanceOf(NonceCheck.Forged.class);
        assertThat(at(NOW, ring).check("!".repeat(44))).isInstanceOf(NonceCheck.Forged.class);
        assertThat(at(NOW, KeyRing.generate(new SecureRandom())).check(nonce)).isInstanceOf(NonceCheck.Forged.class);
    }

    @Test
    void rotationKeepsOutstandingNonces() {
        String nonce = at(NOW, ring).issue();

        assertThat(at(NOW, ring.rotated(new SecureRandom())).check(nonce)).isInstanceOf(NonceCheck.Fresh.class);
    }

    @Test
    void noncesOfOneInstantDiffer() {
        NonceIssuer issuer = at(NOW, ring);

        assertThat(issuer.issue()).isNotEqualTo(issuer.issue());
    }

    private static NonceIssuer at(Instant now, KeyRing ring) {
        return new NonceIssuer(ring, InstantSource.fixed(now), LIFETIME);
    }
}

package org.reactiveacs.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.keys.KeyRing;

class SessionTicketsTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration LIFETIME = Duration.ofHours(24);
    private static final Duration EPOCH = Duration.ofHours(6);
    private static final SessionScope SCOPE = new SessionScope("scope");

    @TempDir
    Path directory;

    private final KeyRing ring = KeyRing.generate(RANDOM);

    /** The keys at a time, each as the text of all its parts. */
    private static List<String> keys(KeyRing ring, Instant now, Duration lifetime, SessionScope scope) {
        var tickets = new SessionTickets(ring, () -> now, lifetime);
        return tickets.keys(scope, tickets.epoch()).stream()
                .map(SessionTicketsTest::text)
                .toList();
    }

    private static List<String> keys(Instant now, KeyRing ring) {
        return keys(ring, now, LIFETIME, SCOPE);
    }

    private static String text(OpenSslSessionTicketKey key) {
        var hex = HexFormat.of();
        return hex.formatHex(key.name()) + ' ' + hex.formatHex(key.hmacKey()) + ' ' + hex.formatHex(key.aesKey());
    }

    @Test
    void aTicketIsOpenedForItsLifetimeAndNoMoreThanAQuarterLonger() {
        var sealing = keys(NOW, ring).get(0);
        var endOfEpoch = NOW.plus(EPOCH);

        assertThat(keys(NOW, ring)).doesNotHaveDuplicates().hasSize(6);
        assertThat(keys(endOfEpoch.plus(LIFETIME).minusSeconds(1), ring)).contains(sealing);
        assertThat(keys(endOfEpoch.plus(LIFETIME), ring)).doesNotContain(sealing);
        assertThat(keys(endOfEpoch, ring).get(0)).isNotEqualTo(sealing);
    }

    @Test
    void aNodeWhoseClockIsBehindOpensWhatOthersSealInTheNextEpoch() {
        var sealedAhead = keys(NOW.plus(EPOCH), ring).get(0);

        assertThat(keys(NOW, ring)).contains(sealedAhead);
        assertThat(keys(NOW.minusSeconds(1), ring)).doesNotContain(sealedAhead);
    }

    @Test
    void theNewestVersionSealsAndAllOpen() {
        var rotated = ring.rotated(RANDOM);

        assertThat(keys(NOW, rotated)).hasSize(12).containsAll(keys(NOW, ring));
        assertThat(keys(NOW, ring)).doesNotContain(keys(NOW, rotated).get(0));
    }

    @Test
    void anotherRingScopeOrLifetimeHasNoKeyInCommon() {
        var mine = keys(NOW, ring);

        assertThat(keys(NOW, KeyRing.generate(RANDOM))).doesNotContainAnyElementsOf(mine);
        assertThat(keys(ring, NOW, LIFETIME, new SessionScope("other"))).doesNotContainAnyElementsOf(mine);
        assertThat(keys(ring, NOW, LIFETIME.dividedBy(2), SCOPE)).doesNotContainAnyElementsOf(mine);
    }

    @Test
    void noPartOfAKeyIsTheSameInAnother() {
        var parts = keys(NOW, ring).stream()
                .flatMap(key -> List.of(key.split(" ", -1)).stream())
                .toList();

        assertThat(parts)
                .doesNotHaveDuplicates()
                .allSatisfy(part -> assertThat(part).hasSize(32));
    }

    @Test
    void lifetimesBelowOneSecondAnEpochAreRefused() {
        assertThat(keys(ring, NOW, Duration.ofSeconds(4), SCOPE)).hasSize(6);
        assertThatThrownBy(() -> keys(ring, NOW, Duration.ofSeconds(3), SCOPE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theScopeIsWhomTheListenerTrustsAndWhatItAsksFor() throws Exception {
        var certificates = new Certificates(directory);
        var one = certificates.authority.getCertificate();
        var other = certificates.client.getCertificate();
        var asking = certificates.settings(ClientAuth.OPTIONAL);

        assertThat(SessionScope.of(asking, List.of(one, other)))
                .isEqualTo(SessionScope.of(asking, List.of(other, one)))
                .isNotEqualTo(SessionScope.of(asking, List.of(one)))
                .isNotEqualTo(SessionScope.of(certificates.settings(ClientAuth.REQUIRE), List.of(one, other)))
                .isNotEqualTo(SessionScope.of(
                        new TlsSettings("api.tls", asking.identity(), asking.clientCa(), ClientAuth.OPTIONAL),
                        List.of(one, other)));
    }
}

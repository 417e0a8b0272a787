package org.reactiveacs.tls;

import io.netty.handler.ssl.OpenSslSessionTicketKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.reactiveacs.keys.KeyRing;

/**
 * The keys of session tickets (RFC 5077, RFC 8446 §2.2). They follow from the key ring and the time alone, so all nodes of a
 * ring have the same ones without a word between them, and a restarted node has them again. Time is cut into epochs of a
 * quarter of a lifetime: the newest ring version seals under the present epoch, and every version opens what was sealed in
 * this epoch, in the four before, and in the next one, where the clock of another node may be already. Immutable and
 * thread-safe.
 */
public final class SessionTickets {
    private static final int EPOCHS_A_LIFETIME = 4;

    private final KeyRing ring;
    private final InstantSource clock;
    private final Duration lifetime;
    private final long epochSeconds;

    /**
     * Takes keys from a ring.
     *
     * @param lifetime for how long a ticket can be used, at least; at most it is a quarter more. Whole seconds, at least four
     */
    public SessionTickets(KeyRing ring, InstantSource clock, Duration lifetime) {
        this.ring = ring;
        this.clock = clock;
        this.lifetime = lifetime;
        this.epochSeconds = lifetime.toSeconds() / EPOCHS_A_LIFETIME;
        if (epochSeconds < 1) {
            throw new IllegalArgumentException("a ticket lives for " + EPOCHS_A_LIFETIME + " s at least: " + lifetime);
        }
    }

    Duration lifetime() {
        return lifetime;
    }

    InstantSource clock() {
        return clock;
    }

    /** The number of the present epoch. */
    long epoch() {
        return Math.floorDiv(clock.instant().getEpochSecond(), epochSeconds);
    }

    /** The keys of an epoch, the one that seals first. */
    List<OpenSslSessionTicketKey> keys(SessionScope scope, long epoch) {
        List<OpenSslSessionTicketKey> keys = new ArrayList<>();
        for (int version : ring.versions()) {
            LongStream.concat(
                            LongStream.iterate(epoch, e -> e - 1).limit(EPOCHS_A_LIFETIME + 1),
                            LongStream.of(epoch + 1))
                    .mapToObj(each -> key(scope, each, version))
                    .forEach(keys::add);
        }
        return keys;
    }

    private OpenSslSessionTicketKey key(SessionScope scope, long epoch, int version) {
        // Nodes whose lifetimes differ have epochs of different lengths and must not take one's number for the other's.
        String purpose = "tls-ticket/" + scope.digest() + '/' + epochSeconds + '/' + epoch;
        byte[] name = ring.derive(purpose + "/name", version);
        byte[] secret = ring.derive(purpose + "/key", version);
        int hmac = OpenSslSessionTicketKey.HMAC_KEY_SIZE;
        return new OpenSslSessionTicketKey(
                Arrays.copyOf(name, OpenSslSessionTicketKey.NAME_SIZE),
                Arrays.copyOf(secret, hmac),
                Arrays.copyOfRange(secret, hmac, hmac + OpenSslSessionTicketKey.AES_KEY_SIZE));
    }
}

package org.reactiveacs.endpoint;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Addresses that send what no CPE sends: scanners and worse. One that does so too often gets no more answers to such
 * things for a while, only a closed connection. What is sensible is answered all the same, for many CPEs may stand behind
 * one address. A balancer is no stranger, whatever it passes on. Thread-safe.
 */
final class Strangers {

    /** Senseless requests an address may send in {@link #MEMORY}. */
    static final int MAX_SEEN = 100;

    static final Duration MEMORY = Duration.ofMinutes(1);

    private static final int MAX_ADDRESSES = 100_000;

    private final Cache<String, AtomicInteger> seen = Caffeine.newBuilder()
            .maximumSize(MAX_ADDRESSES)
            .expireAfterWrite(MEMORY)
            .build();

    /** Another senseless request from there. */
    void seen(Peer peer) {
        if (peer.isCpe()) {
            seen.get(peer.address(), first -> new AtomicInteger()).incrementAndGet();
        }
    }

    /** Whether nonsense from this address gets no answer. */
    boolean isBarred(Peer peer) {
        var count = peer.isCpe() ? seen.getIfPresent(peer.address()) : null;
        return count != null && count.get() > MAX_SEEN;
    }
}

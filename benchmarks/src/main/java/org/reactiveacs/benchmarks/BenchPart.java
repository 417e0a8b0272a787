package org.reactiveacs.benchmarks;

import java.util.Locale;

/** What {@code acs bench} measures, as its parts can be asked for alone. */
enum BenchPart {
    /** Ordinary sessions on the embedded store, with and without digest. */
    SESSIONS,
    /** Memory of sessions whose CPEs think, plain and with TLS. */
    IDLE,
    /** What policies add to a session. */
    POLICIES,
    /** All devices at once. */
    STORM,
    /** Sessions and memory on Redis. */
    REDIS,
    /** TLS handshakes, full and resumed. */
    HANDSHAKES,
    /** Devices that are asked to call. */
    WAKES;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package org.reactiveacs.benchmarks;

import java.util.List;

/**
 * Handshakes of one sort.
 *
 * @param protocol as TLS names it
 * @param resumed whether each goes on with the session of the one before
 */
record TlsPhase(String protocol, boolean resumed) {
    static final List<TlsPhase> ALL = List.of(
            new TlsPhase("TLSv1.2", false),
            new TlsPhase("TLSv1.2", true),
            new TlsPhase("TLSv1.3", false),
            new TlsPhase("TLSv1.3", true));
}

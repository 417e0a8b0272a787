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

    /** The line that tells a load to go on to it. */
    String order() {
        return "handshakes " + protocol + ' ' + resumed;
    }

    /** @param words of the line, but the first */
    static TlsPhase ordered(List<String> words) {
        return new TlsPhase(words.get(0), Boolean.parseBoolean(words.get(1)));
    }
}

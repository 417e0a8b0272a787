package org.reactiveacs.endpoint;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a connection.
 *
 * @param peer whose it is
 * @param use who speaks on it
 * @param certificateName the common name in the client certificate that TLS has verified, null without one
 */
record ConnectionFacts(Peer peer, Use use, @Nullable String certificateName) {

    /** Who speaks on a connection. */
    enum Use {
        /** It came from no balancer: one CPE, unless a proxy stands between that nobody told us of. */
        DIRECT,
        /** A balancer said at its beginning whose it is: one CPE, as long as it lasts. */
        NAMED,
        /** A balancer's, on which it may send the requests of many CPEs: nothing of one may be taken for another's. */
        SHARED
    }

    /** The same with what TLS found out; who a balancer is proves nothing of the CPEs behind it. */
    ConnectionFacts shown(@Nullable String certificate) {
        return isShared() ? this : new ConnectionFacts(peer, use, certificate);
    }

    boolean isShared() {
        return use == Use.SHARED;
    }
}

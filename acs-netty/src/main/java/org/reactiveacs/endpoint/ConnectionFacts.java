package org.reactiveacs.endpoint;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a connection.
 *
 * @param peer the address of the other end
 * @param certificateName the common name in the client certificate that TLS has verified, null without one
 */
record ConnectionFacts(String peer, @Nullable String certificateName) {}

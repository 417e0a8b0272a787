package org.reactiveacs.store;

import java.time.Instant;

/**
 * The way through a NAT that a device keeps open to a node (TR-069 Annex G).
 *
 * @param host the device's public address
 * @param port the public port
 * @param node the name of the node whose socket it leads to: no other passes the NAT. A name, for a node that is started anew
 *     listens where it did
 * @param isProven whether the device has shown that it knows its password
 * @param at when the node heard of it
 */
public record Binding(String host, int port, String node, boolean isProven, Instant at) {}

package org.reactiveacs.policy.expression;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What expressions know of this server: what devices must be told to find it by other ways than their ACS URL.
 *
 * @param stunAddress the host of its STUN server, empty if there is none
 * @param stunPort that server's UDP port, 0 if there is none
 * @param xmppAddress its own address on XMPP, without resource; empty if it has none
 * @param connreqPool networks, and addresses alone, from which any of its nodes may call devices; empty if nothing is said of that
 */
public record Server(String stunAddress, int stunPort, String xmppAddress, List<String> connreqPool) {

    public static final Server NONE = new Server("", 0, "", List.of());

    /** Copies the pool. */
    public Server {
        connreqPool = List.copyOf(connreqPool);
    }

    /** Changes with any of it; the same in every process. */
    public long fingerprint() {
        return Objects.hash(stunAddress, stunPort, xmppAddress, connreqPool);
    }

    Map<String, Object> view() {
        return Map.of(
                "stunAddress",
                stunAddress,
                "stunPort",
                (long) stunPort,
                "xmppAddress",
                xmppAddress,
                "xmppDomain",
                xmppAddress.substring(xmppAddress.indexOf('@') + 1),
                "connreqPool",
                connreqPool);
    }
}

package org.reactiveacs.endpoint;

import io.netty.util.NetUtil;
import java.net.InetAddress;

/**
 * Whose address a request came from, as far as is known.
 *
 * @param address as text, an IPv6 address in its short form
 * @param isCpe false when it is a balancer's, which did not say for whom it speaks: then many CPEs share it
 */
record Peer(String address, boolean isCpe) {

    static Peer cpe(InetAddress address) {
        return new Peer(NetUtil.toAddressString(address), true);
    }

    static Peer balancer(InetAddress address) {
        return new Peer(NetUtil.toAddressString(address), false);
    }

    @Override
    public String toString() {
        return address;
    }
}

package org.reactiveacs.endpoint;

import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * The balancers that stand before this node: what they say of a CPE's address is believed, and nobody else is asked.
 *
 * @param networks in which they are; none when CPEs come directly
 */
public record Balancers(List<IpSubnetFilterRule> networks) {

    /** No balancer: every connection is a CPE's own. */
    public static final Balancers NONE = new Balancers(List.of());

    public Balancers {
        networks = List.copyOf(networks);
    }

    /** Whether a balancer has this address. */
    boolean have(InetAddress address) {
        if (networks.isEmpty()) {
            return false;
        }
        var asked = new InetSocketAddress(address, 0);
        for (var network : networks) {
            if (network.matches(asked)) {
                return true;
            }
        }
        return false;
    }
}

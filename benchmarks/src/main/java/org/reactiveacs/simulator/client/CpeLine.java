package org.reactiveacs.simulator.client;

import io.netty.channel.EventLoop;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * How one CPE reaches its ACS.
 *
 * @param network that it shares with the others
 * @param loop that it belongs to
 * @param keepsCookies whether it sends back the cookies that it was given
 * @param source the address that it calls from, null for the one that the system chooses
 */
public record CpeLine(
        CpeNetwork network,
        EventLoop loop,
        boolean keepsCookies,
        @Nullable InetAddress source) {

    /** One that keeps cookies, from any address. */
    public static CpeLine ordinary(CpeNetwork network) {
        return new CpeLine(network, network.next(), true, null);
    }
}

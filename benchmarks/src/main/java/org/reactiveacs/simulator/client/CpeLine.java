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
 * @param manner how well it behaves
 * @param kept where its connection stays between sessions, null to use a new one for each
 */
public record CpeLine(
        CpeNetwork network,
        EventLoop loop,
        boolean keepsCookies,
        @Nullable InetAddress source,
        Manner manner,
        @Nullable KeptConnection kept) {

    /** One that behaves, with a connection for each session. */
    public CpeLine(CpeNetwork network, EventLoop loop, boolean keepsCookies, @Nullable InetAddress source) {
        this(network, loop, keepsCookies, source, Manner.ORDINARY, null);
    }

    /** The same with the best of manners. */
    public CpeLine behaving() {
        return manner == Manner.ORDINARY
                ? this
                : new CpeLine(network, loop, keepsCookies, source, Manner.ORDINARY, kept);
    }

    /** One that keeps cookies, from any address. */
    public static CpeLine ordinary(CpeNetwork network) {
        return new CpeLine(network, network.next(), true, null);
    }
}

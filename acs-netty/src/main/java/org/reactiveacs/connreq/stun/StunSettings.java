package org.reactiveacs.connreq.stun;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Credential;

/**
 * What the configuration says of the STUN server.
 *
 * @param listen where it listens
 * @param told the address under which devices know it, for SOURCE-ADDRESS; null for the one that it listens on
 * @param integrity whether devices are asked to prove who they are
 * @param common the STUN username and password that all devices know, null if there are none
 * @param limits how much is done
 */
public record StunSettings(
        InetSocketAddress listen,
        @Nullable InetSocketAddress told,
        Integrity integrity,
        @Nullable Credential common,
        Limits limits) {

    /** Whether devices are asked to prove who they are; those that do so unasked are always looked at. */
    public enum Integrity {
        /** Nobody is. */
        NEVER,
        /** Each new address is, once: a device that has no username is answered when it comes again. */
        ASK,
        /** Everybody is, and whoever does not is not answered. */
        REQUIRE
    }

    /**
     * How much is done.
     *
     * @param lifetime of a binding from which nothing is heard
     * @param bindings that the node knows at a time
     * @param perAddress requests that are answered to one IP address in a second
     */
    public record Limits(Duration lifetime, int bindings, int perAddress) {}
}

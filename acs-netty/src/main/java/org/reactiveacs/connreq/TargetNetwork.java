package org.reactiveacs.connreq;

import java.net.InetAddress;
import org.reactiveacs.outbound.Targets;

/**
 * A network in which devices are called: those whose addresses begin alike.
 *
 * @param isIpv6 its family
 * @param high the first 64 bits of its addresses, of IPv4 the only ones, zero beyond the prefix
 * @param low the last 64 bits, zero beyond the prefix
 */
record TargetNetwork(boolean isIpv6, long high, long low) {
    private static final int IPV4_BITS = 32;

    /**
     * How many bits of an address name its network.
     *
     * @param ipv4 of 32
     * @param ipv6 of 128
     */
    record Prefixes(int ipv4, int ipv6) {}

    /** The network of an address; an IPv4 address behind a NAT64 belongs to its network of IPv4. */
    static TargetNetwork of(InetAddress address, Prefixes prefixes) {
        byte[] bytes = Targets.translated(address).getAddress();
        if (bytes.length == IPV4_BITS / Byte.SIZE) {
            return new TargetNetwork(false, first(number(bytes, 0, bytes.length) << IPV4_BITS, prefixes.ipv4()), 0);
        }
        return new TargetNetwork(
                true,
                first(number(bytes, 0, Long.BYTES), prefixes.ipv6()),
                first(number(bytes, Long.BYTES, Long.BYTES), prefixes.ipv6() - Long.SIZE));
    }

    private static long number(byte[] bytes, int from, int count) {
        long number = 0;
        for (int i = from; i < from + count; i++) {
            number = number << Byte.SIZE | bytes[i] & 0xFF;
        }
        return number;
    }

    /** The first so many bits of 64. */
    private static long first(long number, int bits) {
        if (bits <= 0) {
            return 0;
        }
        return bits >= Long.SIZE ? number : number & -1L << Long.SIZE - bits;
    }
}

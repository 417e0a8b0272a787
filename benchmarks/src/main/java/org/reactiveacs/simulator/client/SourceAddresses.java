package org.reactiveacs.simulator.client;

import io.netty.util.NetUtil;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.reactiveacs.main.config.Network;

/**
 * Addresses of this machine that simulated CPEs call from, each from its own; all of 127.0.0.0/8 is there without any set-up.
 *
 * @param network whose addresses they are, but the first, and of IPv4 the last
 */
public record SourceAddresses(Network network) {

    /**
     * Reads a network in CIDR notation.
     *
     * @throws IllegalArgumentException saying what is expected
     */
    public static SourceAddresses parse(String text) {
        return new SourceAddresses(Network.parse(text));
    }

    /** The address of a device; numbers begin with 1, and after the last address comes the first again. */
    public InetAddress of(int number) {
        byte[] any = network.address().getAddress();
        int hostBits = any.length * Byte.SIZE - network.prefix();
        BigInteger size = BigInteger.ONE.shiftLeft(hostBits);
        BigInteger base = new BigInteger(1, any).andNot(size.subtract(BigInteger.ONE));
        if (hostBits < 2) {
            return address(base.add(BigInteger.valueOf(number - 1).mod(size)), any.length);
        }
        BigInteger offset = BigInteger.valueOf(number - 1).mod(size.subtract(BigInteger.TWO));
        return address(base.add(offset).add(BigInteger.ONE), any.length);
    }

    private static InetAddress address(BigInteger value, int length) {
        byte[] bytes = new byte[length];
        byte[] digits = value.toByteArray();
        int significant = Math.min(digits.length, length);
        System.arraycopy(digits, digits.length - significant, bytes, length - significant, significant);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + length + " bytes", e);
        }
    }

    @Override
    public String toString() {
        return NetUtil.toAddressString(network.address()) + '/' + network.prefix();
    }
}

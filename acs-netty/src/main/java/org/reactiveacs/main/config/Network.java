package org.reactiveacs.main.config;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * A network, written in CIDR notation ({@code 10.0.0.0/8}, {@code 2001:db8::/32}). An address alone is a network of one.
 *
 * @param address any address in it
 * @param prefix bits that are the same in all its addresses, 0 to 32 or 128
 */
public record Network(InetAddress address, int prefix) {
    private static final String EXPECTED = "expected a network such as 10.0.0.0/8 or 2001:db8::/32";

    public Network {
        if (prefix < 0 || prefix > address.getAddress().length * Byte.SIZE) {
            throw new IllegalArgumentException(EXPECTED);
        }
    }

    /**
     * Reads the written form; names are not looked up.
     *
     * @throws IllegalArgumentException saying what is expected
     */
    public static Network parse(String text) {
        String value = text.strip();
        int slash = value.indexOf('/');
        InetAddress address =
                NetUtil.createInetAddressFromIpAddressString(slash < 0 ? value : value.substring(0, slash));
        if (address == null) {
            throw new IllegalArgumentException(EXPECTED);
        }
        return new Network(
                address, slash < 0 ? address.getAddress().length * Byte.SIZE : prefix(value.substring(slash + 1)));
    }

    /** Whether it is one address alone. */
    public boolean isSingle() {
        return prefix == address.getAddress().length * Byte.SIZE;
    }

    /** Whether an address is in it. */
    public boolean contains(InetAddress other) {
        byte[] own = address.getAddress();
        byte[] its = other.getAddress();
        if (own.length != its.length) {
            return false;
        }
        int whole = prefix / Byte.SIZE;
        int rest = Byte.SIZE - prefix % Byte.SIZE;
        return Arrays.equals(own, 0, whole, its, 0, whole)
                && (rest == Byte.SIZE || (own[whole] & 0xFF) >>> rest == (its[whole] & 0xFF) >>> rest);
    }

    /** As it is written: CIDR notation, or the address of a network of one. */
    public String text() {
        String text = NetUtil.toAddressString(address);
        return isSingle() ? text : text + '/' + prefix;
    }

    private static int prefix(String digits) {
        if (!digits.matches("\\d{1,3}")) {
            throw new IllegalArgumentException(EXPECTED);
        }
        return Integer.parseInt(digits);
    }
}

package org.reactiveacs.endpoint;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** What a balancer sends before anything else, byte by byte as the specification of the PROXY protocol has it. */
final class ProxyPreamble {

    private static final byte[] SIGNATURE = HexFormat.of().parseHex("0D0A0D0A000D0A515549540A");

    private ProxyPreamble() {}

    /** Version 2: a connection from there, by TCP over IPv4 or IPv6. */
    static byte[] from(String source) {
        var address = bytes(source);
        var addresses = new ByteArrayOutputStream();
        addresses.writeBytes(address);
        addresses.writeBytes(bytes(address.length == 4 ? "198.51.100.1" : "2001:db8::1"));
        addresses.writeBytes(new byte[] {0x12, 0x34, 0x1D, 0x7B});
        return message(0x21, address.length == 4 ? 0x11 : 0x21, addresses.toByteArray());
    }

    /** Version 2: the balancer itself, to see whether somebody answers. */
    static byte[] local() {
        return message(0x20, 0, new byte[0]);
    }

    /** Version 1. */
    static byte[] text(String line) {
        return ("PROXY " + line + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] message(int command, int family, byte[] addresses) {
        var message = new ByteArrayOutputStream();
        message.writeBytes(SIGNATURE);
        message.write(command);
        message.write(family);
        message.write(addresses.length >> 8);
        message.write(addresses.length);
        message.writeBytes(addresses);
        return message.toByteArray();
    }

    private static byte[] bytes(String address) {
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}

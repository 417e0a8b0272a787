package org.reactiveacs.connreq.stun;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * A UDPConnectionRequestAddress: {@code HOST:PORT}, or {@code HOST} for port 80 (TR-098). Devices without a binding are seen to tell
 * {@code 0.0.0.0:}, nothing or worse; names are not looked up, for a binding has an address.
 */
public final class UdpAddress {
    private static final int DEFAULT_PORT = 80;

    private UdpAddress() {}

    /** Reads one; empty when it leads nowhere. */
    public static Optional<InetSocketAddress> parse(String text) {
        return parse(text, DEFAULT_PORT);
    }

    /** The same where another port is meant when none is told. */
    public static Optional<InetSocketAddress> parse(String text, int defaultPort) {
        String told = text.strip();
        int colon = told.lastIndexOf(':');
        boolean hasPort = told.startsWith("[") ? told.indexOf("]:") > 0 : colon >= 0 && told.indexOf(':') == colon;
        String host = hasPort ? told.substring(0, colon) : told;
        String port = hasPort ? told.substring(colon + 1) : Integer.toString(defaultPort);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        InetAddress address = NetUtil.createInetAddressFromIpAddressString(host);
        if (address == null || address.isAnyLocalAddress() || !port.matches("\\d{1,5}")) {
            return Optional.empty();
        }
        int number = Integer.parseInt(port);
        return number < 1 || number > 65_535 ? Optional.empty() : Optional.of(new InetSocketAddress(address, number));
    }
}

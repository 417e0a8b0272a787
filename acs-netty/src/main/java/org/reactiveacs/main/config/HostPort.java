package org.reactiveacs.main.config;

import java.net.InetSocketAddress;

/**
 * An address to listen on. Written {@code HOST:PORT}, with an IPv6 address in brackets ({@code [::]:7547}).
 *
 * @param host a name or an address, without brackets
 * @param port 0 to 65535, 0 meaning any free port
 */
public record HostPort(String host, int port) {
    private static final String EXPECTED = "expected HOST:PORT, an IPv6 address in brackets, port 0 to 65535";

    public HostPort {
        if (host.isBlank() || port < 0 || port > 65535) {
            throw new IllegalArgumentException(EXPECTED);
        }
    }

    /**
     * Reads the written form.
     *
     * @throws IllegalArgumentException saying what is expected
     */
    public static HostPort parse(String text) {
        String value = text.strip();
        int colon = value.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException(EXPECTED);
        }
        String host = value.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (bracketed) {
            host = host.substring(1, host.length() - 1);
        }
        if (bracketed != host.contains(":") || host.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException(EXPECTED);
        }
        return new HostPort(host, port(value.substring(colon + 1)));
    }

    /** The address for a socket; resolves a name, so not for an event loop. */
    public InetSocketAddress address() {
        return new InetSocketAddress(host, port);
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private static int port(String digits) {
        if (!digits.matches("\\d{1,5}")) {
            throw new IllegalArgumentException(EXPECTED);
        }
        return Integer.parseInt(digits);
    }
}

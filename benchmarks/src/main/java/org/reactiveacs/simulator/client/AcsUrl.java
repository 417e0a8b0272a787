package org.reactiveacs.simulator.client;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;

/**
 * Where an ACS is called.
 *
 * @param isTls whether by https
 * @param host as the URL names it
 * @param address resolved
 * @param target path and query for the request line
 */
public record AcsUrl(boolean isTls, String host, InetSocketAddress address, String target) {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /**
     * Reads a URL and looks its host up, which may block.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static AcsUrl of(String text) {
        URI url = uri(text);
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        boolean tls = scheme.equals("https");
        if (!tls && !scheme.equals("http")) {
            throw new IllegalArgumentException(text + ": an http or https URL is wanted");
        }
        String host = url.getHost();
        if (host == null) {
            throw new IllegalArgumentException(text + ": names no host");
        }
        int standard = tls ? HTTPS : HTTP;
        int port = url.getPort() < 0 ? standard : url.getPort();
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : '?' + url.getRawQuery();
        String shown = port == standard ? host : host + ':' + port;
        try {
            InetAddress address = InetAddress.getByName(host);
            return new AcsUrl(tls, shown, new InetSocketAddress(address, port), path + query);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text + ": the host " + host + " is not known", e);
        }
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(text + ": " + e.getReason(), e);
        }
    }
}

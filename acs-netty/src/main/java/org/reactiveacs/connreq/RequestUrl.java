package org.reactiveacs.connreq;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A ConnectionRequestURL (TR-069 A6 §3.2.2). A device chooses it, so nothing in it is believed but its form: what could end a
 * line of the request is escaped, and names in front of the host are not taken.
 *
 * @param isTls whether it is https
 * @param host a name or an address, without brackets
 * @param port 1 to 65535
 * @param target path and query as they stand in the request line
 */
record RequestUrl(boolean isTls, String host, int port, String target) {
    private static final int LONGEST = 1024;
    private static final Pattern FORM =
            Pattern.compile("(?i)(https?)://(?:\\[([0-9a-f:.%]+)]|([\\w.-]+))(?::(\\d{1,5}))?([/?][^#]*)?(#.*)?");

    /** Reads one; empty when it is none that can be called. */
    static Optional<RequestUrl> parse(String text) {
        Matcher url = FORM.matcher(text.strip());
        if (text.length() > LONGEST || !url.matches()) {
            return Optional.empty();
        }
        boolean isTls = url.group(1).toLowerCase(Locale.ROOT).equals("https");
        String host = url.group(2) != null ? url.group(2) : url.group(3);
        int port = url.group(4) == null ? isTls ? 443 : 80 : Integer.parseInt(url.group(4));
        if (port < 1 || port > 65_535) {
            return Optional.empty();
        }
        String rest = url.group(5) == null ? "/" : url.group(5);
        return Optional.of(new RequestUrl(isTls, host, port, escaped(rest.startsWith("/") ? rest : '/' + rest)));
    }

    private static String escaped(String target) {
        StringBuilder escaped = new StringBuilder(target.length());
        for (byte unit : target.getBytes(StandardCharsets.UTF_8)) {
            if (unit > ' ' && unit != 0x7F && unit != '"') {
                escaped.append((char) unit);
            } else {
                escaped.append(String.format(Locale.ROOT, "%%%02X", unit));
            }
        }
        return escaped.toString();
    }

    /** As it stands in the Host header. */
    String hostHeader() {
        String shown = host.indexOf(':') < 0 ? host : '[' + host + ']';
        return port == (isTls ? 443 : 80) ? shown : shown + ':' + port;
    }
}

package org.reactiveacs.endpoint;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The header X-Forwarded-For: every proxy adds the address that it was called from at the end. So it is read from there,
 * and only as far as known balancers wrote it; what stands further left may be the CPE's own invention.
 */
final class ForwardedFor {

    static final String NAME = "X-Forwarded-For";

    private final Balancers balancers;

    ForwardedFor(Balancers balancers) {
        this.balancers = balancers;
    }

    /**
     * The last address that is no balancer's.
     *
     * @param lines the header's values, in the order in which they came
     * @return null when there is none, or when something that is no address stands behind it
     */
    @Nullable
    InetAddress cpe(List<String> lines) {
        for (int line = lines.size() - 1; line >= 0; line--) {
            var rest = lines.get(line);
            for (int end = rest.length(); end >= 0; ) {
                int comma = rest.lastIndexOf(',', end - 1);
                var address = address(rest.substring(comma + 1, end).strip());
                if (address == null) {
                    return null;
                }
                if (!balancers.have(address)) {
                    return address;
                }
                end = comma;
            }
        }
        return null;
    }

    /** Some proxies add the port: {@code 192.0.2.7:4711}, {@code [2001:db8::7]:4711}. */
    private static @Nullable InetAddress address(String text) {
        int colon = text.lastIndexOf(':');
        boolean hasPort = colon > 0
                && (text.charAt(colon - 1) == ']' || text.indexOf(':') == colon)
                && text.substring(colon + 1).matches("\\d{1,5}");
        return NetUtil.createInetAddressFromIpAddressString(hasPort ? text.substring(0, colon) : text);
    }
}

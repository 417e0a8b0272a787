package org.reactiveacs.simulator.stun;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reactiveacs.connreq.stun.WakeDatagram;
import org.reactiveacs.device.Credential;

/**
 * A datagram that asks a device to call (TR-069 Annex G.2.2.3).
 *
 * @param ts when it was made, in a unit of the sender's
 * @param id that its copies share
 * @param username whom it is for
 * @param nonce the sender's
 * @param signature proves that the sender knows the password
 */
record UdpConnectionRequest(String ts, String id, String username, String nonce, String signature) {
    private static final Pattern REQUEST = Pattern.compile("GET (http://\\S+) HTTP/1\\.[01]\r\n.*", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    /** Reads one; empty when it is none. */
    static Optional<UdpConnectionRequest> parse(String datagram) {
        Matcher request = REQUEST.matcher(datagram);
        if (!request.matches() || !datagram.endsWith("\r\n\r\n")) {
            return Optional.empty();
        }
        QueryStringDecoder uri = new QueryStringDecoder(request.group(1));
        UdpConnectionRequest read = new UdpConnectionRequest(
                one(uri, "ts"), one(uri, "id"), one(uri, "un"), one(uri, "cn"), one(uri, "sig"));
        return NUMBER.matcher(read.ts).matches() && NUMBER.matcher(read.id).matches()
                ? Optional.of(read)
                : Optional.empty();
    }

    private static String one(QueryStringDecoder uri, String name) {
        List<String> values = uri.parameters().getOrDefault(name, List.of());
        return values.size() == 1 ? values.get(0) : "";
    }

    /** Whether who sent it knows the device's name and password. */
    boolean isFrom(Credential credential) {
        return username.equals(credential.username())
                && signature.equalsIgnoreCase(WakeDatagram.signature(credential, ts, id, nonce));
    }
}

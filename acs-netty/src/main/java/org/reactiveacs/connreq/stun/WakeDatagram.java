package org.reactiveacs.connreq.stun;

import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import org.reactiveacs.device.Credential;
import org.reactiveacs.store.Stamp;

/** What a UDP connection request says (TR-069 Annex G.2.2.3): a GET whose query proves who sends it. */
public final class WakeDatagram {
    private static final String UNRESERVED = "-._~";

    private WakeDatagram() {}

    /**
     * Writes one.
     *
     * @param path what stands between the address and the question mark
     * @param nonce that nobody guesses
     */
    static String of(InetSocketAddress to, String path, Stamp stamp, Credential credential, String nonce) {
        String ts = Long.toString(stamp.ts());
        String id = Long.toString(stamp.id());
        String host = NetUtil.toSocketAddressString(to);
        return "GET http://" + host + path + "?ts=" + ts + "&id=" + id + "&un=" + escaped(credential.username())
                + "&cn=" + nonce + "&sig=" + signature(credential, ts, id, nonce) + " HTTP/1.1\r\nHost: " + host
                + "\r\n\r\n";
    }

    /** The proof: an HMAC-SHA1 under the password, in hexadecimal. */
    public static String signature(Credential credential, String ts, String id, String nonce) {
        String text = ts + id + credential.username() + nonce;
        byte[] proof = StunIntegrity.hmac(credential.password(), text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().withUpperCase().formatHex(proof);
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (byte unit : text.getBytes(StandardCharsets.UTF_8)) {
            boolean isPlain = unit >= '0' && unit <= '9'
                    || unit >= 'A' && unit <= 'Z'
                    || unit >= 'a' && unit <= 'z'
                    || unit > 0 && UNRESERVED.indexOf(unit) >= 0;
            if (isPlain) {
                escaped.append((char) unit);
            } else {
                escaped.append(String.format(Locale.ROOT, "%%%02X", unit));
            }
        }
        return escaped.toString();
    }
}

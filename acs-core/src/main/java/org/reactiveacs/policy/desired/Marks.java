package org.reactiveacs.policy.desired;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.reactiveacs.device.Secrets;

/**
 * Marks of values by which a value is known again that was set before: of secrets under a key, so that nobody who reads the mark can
 * try values. Thread-safe.
 */
public final class Marks {

    /** Signs under the node's key ring. */
    public interface Signer {
        byte[] mac(byte[] message);

        boolean verify(byte[] message, byte[] tag);
    }

    private final Signer signer;

    public Marks(Signer signer) {
        this.signer = signer;
    }

    public String of(String path, String value) {
        return Secrets.isSecret(path)
                ? Base64.getEncoder().withoutPadding().encodeToString(signer.mac(message(path, value)))
                : plain(value);
    }

    public boolean is(String mark, String path, String value) {
        if (!Secrets.isSecret(path)) {
            return mark.equals(plain(value));
        }
        try {
            return signer.verify(message(path, value), Base64.getDecoder().decode(mark));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String plain(String value) {
        return Integer.toString(value.hashCode(), Character.MAX_RADIX) + "." + value.length();
    }

    private static byte[] message(String path, String value) {
        return (path + '\0' + value).getBytes(StandardCharsets.UTF_8);
    }
}

package org.reactiveacs.connreq.stun;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * MESSAGE-INTEGRITY: an HMAC-SHA1 over the message before it, under the password. RFC 3489 (§11.2.8) fills the text with zeros up to
 * a multiple of 64 bytes, RFC 5389 does not and counts the length as if nothing followed; devices are seen to do either.
 */
public final class StunIntegrity {
    static final int BYTES = 20;

    private static final String HMAC = "HmacSHA1";
    private static final int BLOCK = 64;
    /** The attribute's own header and value. */
    private static final int WHOLE_BYTES = 24;

    private StunIntegrity() {}

    /** How the text is taken. */
    public enum Style {
        /** As it is (RFC 5389). */
        PLAIN,
        /** Filled with zeros (RFC 3489). */
        PADDED
    }

    /** In which style a message proves that its sender knows the password; empty when it does not. */
    public static Optional<Style> proves(StunMessage message, String password) {
        return message.sealed().flatMap(shown -> style(shown, password, likeliest(message)));
    }

    /** A text of whole blocks is the same in both; then the rules that the message keeps to otherwise decide. */
    private static List<Style> likeliest(StunMessage message) {
        return message.hasCookie() ? List.of(Style.PLAIN, Style.PADDED) : List.of(Style.PADDED, Style.PLAIN);
    }

    private static Optional<Style> style(StunMessage.Sealed shown, String password, List<Style> styles) {
        byte[] ending = endingHere(shown.text());
        boolean isSame = Arrays.equals(ending, shown.text());
        for (Style style : styles) {
            if (isRight(shown, ending, password, style) || !isSame && isRight(shown, shown.text(), password, style)) {
                return Optional.of(style);
            }
        }
        return Optional.empty();
    }

    private static boolean isRight(StunMessage.Sealed shown, byte[] text, String password, Style style) {
        return MessageDigest.isEqual(of(text, password, style), shown.proof());
    }

    /** The same with the length of a message that ends with MESSAGE-INTEGRITY; it does not where FINGERPRINT follows. */
    static byte[] endingHere(byte[] text) {
        int length = text.length - StunMessage.HEADER_BYTES + WHOLE_BYTES;
        byte[] ending = text.clone();
        ending[2] = (byte) (length >> Byte.SIZE);
        ending[3] = (byte) length;
        return ending;
    }

    /** The proof for a text whose header's length counts the attribute that it stands in. */
    static byte[] of(byte[] text, String password, Style style) {
        byte[] whole = style == Style.PADDED ? Arrays.copyOf(text, (text.length + BLOCK - 1) / BLOCK * BLOCK) : text;
        return hmac(password, whole);
    }

    /** HMAC-SHA1 under a text as key. */
    static byte[] hmac(String key, byte[] text) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        try {
            Mac mac = Mac.getInstance(HMAC);
            // Java takes no empty key; one of zeros is the same to an HMAC (RFC 2104 §2).
            mac.init(new SecretKeySpec(bytes.length == 0 ? new byte[1] : bytes, HMAC));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HMAC, e);
        }
    }
}

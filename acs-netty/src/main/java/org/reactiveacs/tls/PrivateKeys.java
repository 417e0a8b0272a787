package org.reactiveacs.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/** Reads PKCS #8 keys with what Java brings, so that it does not depend on which libraries are at hand. */
final class PrivateKeys {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN (?:ENCRYPTED )?PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END");
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");
    private static final String PBES2 = "1.2.840.113549.1.5.13";

    private PrivateKeys() {}

    /**
     * Reads the first key.
     *
     * @param password of an encrypted key, else null
     */
    static PrivateKey read(byte[] pem, @Nullable String password) throws GeneralSecurityException, IOException {
        Matcher matcher = PEM.matcher(new String(pem, StandardCharsets.ISO_8859_1));
        if (!matcher.find()) {
            throw new InvalidKeySpecException("no private key");
        }
        byte[] encoded = Base64.getMimeDecoder().decode(matcher.group(1));
        PKCS8EncodedKeySpec spec = password == null ? new PKCS8EncodedKeySpec(encoded) : decrypt(encoded, password);
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                // the next algorithm may fit
            }
        }
        throw new InvalidKeySpecException("neither of " + ALGORITHMS);
    }

    private static PKCS8EncodedKeySpec decrypt(byte[] encoded, String password)
            throws GeneralSecurityException, IOException {
        EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(encoded);
        // For PBES2 Java names the standard; which ciphers it is made of stands in the parameters.
        boolean named = !info.getAlgName().equals(PBES2) && !info.getAlgName().equals("PBES2");
        String algorithm = named ? info.getAlgName() : info.getAlgParameters().toString();
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(
                Cipher.DECRYPT_MODE,
                SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password.toCharArray())),
                info.getAlgParameters());
        return info.getKeySpec(cipher);
    }
}

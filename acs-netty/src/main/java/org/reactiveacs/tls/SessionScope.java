package org.reactiveacs.tls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Under what a session was made: which listener, whether it asks for client certificates, and whom it trusts. A session is
 * resumed only where all of that is the same, for nobody looks at the client's certificate again.
 *
 * @param digest of all of it
 */
record SessionScope(String digest) {

    /** The scope of a listener with these settings, which trusts these authorities, in whatever order. */
    static SessionScope of(TlsSettings settings, List<X509Certificate> authorities) {
        String text = settings.prefix()
                + '\n'
                + settings.clientAuth()
                + '\n'
                + authorities.stream()
                        .map(SessionScope::mark)
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining("\n"));
        return new SessionScope(sha256(text.getBytes(UTF_8)));
    }

    private static String mark(X509Certificate authority) {
        try {
            return sha256(authority.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read can be written", e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

package org.reactiveacs.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads certificates and keys, and says exactly which file of which key cannot be used and why. */
final class PemFiles {
    private final String prefix;

    PemFiles(String prefix) {
        this.prefix = prefix;
    }

    List<X509Certificate> certificates(String key, Path file) {
        byte[] bytes = read(key, file);
        try {
            List<X509Certificate> chain =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(bytes))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (chain.isEmpty()) {
                throw new TlsException(at(key, file) + "holds no certificate");
            }
            return chain;
        } catch (CertificateException e) {
            throw new TlsException(at(key, file) + "is no PEM file with certificates", e);
        }
    }

    PrivateKey privateKey(Path file, Optional<String> password) {
        byte[] bytes = read("key", file);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (text.contains("BEGIN RSA PRIVATE KEY") || text.contains("BEGIN EC PRIVATE KEY")) {
            throw new TlsException(
                    at("key", file) + "is not PKCS #8; convert it: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW");
        }
        boolean encrypted = text.contains("BEGIN ENCRYPTED PRIVATE KEY");
        if (encrypted && password.isEmpty()) {
            throw new TlsException(at("key", file) + "is encrypted and " + prefix + ".keyPassword is not set");
        }
        try {
            return PrivateKeys.read(bytes, encrypted ? password.orElseThrow() : null);
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw new TlsException(
                    at("key", file)
                            + (encrypted
                                    ? "cannot be decrypted with " + prefix + ".keyPassword"
                                    : "is no PEM file with a private key"),
                    e);
        }
    }

    /** Makes sure that the key is the certificate's: found out here, and not by the first client. */
    void requirePair(TlsSettings.Identity files, X509Certificate certificate, PrivateKey key) {
        byte[] message = "do they match?".getBytes(StandardCharsets.US_ASCII);
        try {
            Signature signature = Signature.getInstance(signatureFor(key));
            signature.initSign(key);
            signature.update(message);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(message);
            if (signature.verify(signed)) {
                return;
            }
        } catch (GeneralSecurityException e) {
            throw mismatch(files, e);
        }
        throw mismatch(files, null);
    }

    private TlsException mismatch(TlsSettings.Identity files, @Nullable GeneralSecurityException cause) {
        String message =
                at("key", files.key()) + "is not the key of " + prefix + ".certificate: " + files.certificate();
        return cause == null ? new TlsException(message) : new TlsException(message, cause);
    }

    private static String signatureFor(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
    }

    private byte[] read(String key, Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new TlsException(at(key, file) + "no such file", e);
        } catch (IOException e) {
            throw new TlsException(at(key, file) + "cannot be read: " + e.getMessage(), e);
        }
    }

    private String at(String key, Path file) {
        return prefix + "." + key + ": " + file + ": ";
    }
}

package org.reactiveacs.tls;

import io.netty.handler.ssl.ClientAuth;
import java.nio.file.Path;
import java.util.Optional;

/**
 * TLS of one listener.
 *
 * @param prefix of the configuration keys, such as {@code cwmp.tls}, for messages
 * @param identity what the server shows
 * @param clientCa authorities for client certificates
 * @param clientAuth whether clients show one
 */
public record TlsSettings(String prefix, Identity identity, Optional<Path> clientCa, ClientAuth clientAuth) {
    /**
     * The server's certificate and key.
     *
     * @param certificate PEM file: the certificate, then its intermediates
     * @param key PEM file: the private key in PKCS #8
     * @param keyPassword of an encrypted key
     */
    public record Identity(Path certificate, Path key, Optional<String> keyPassword) {
        @Override
        public String toString() {
            return "Identity[" + certificate + ", " + key + "]";
        }
    }
}

package org.reactiveacs.endpoint;

import java.security.cert.X509Certificate;
import java.time.Instant;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** What a verified client certificate says. */
final class ClientCertificates {
    private ClientCertificates() {}

    /** The common name of its subject (TR-069 A6 §3.3); null when the client has shown no certificate. */
    static @Nullable String commonName(SSLSession session) {
        try {
            if (session.getPeerCertificates()[0] instanceof X509Certificate certificate) {
                for (var part :
                        new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
                    if (part.getType().equalsIgnoreCase("CN")) {
                        return part.getValue().toString();
                    }
                }
            }
            return null;
        } catch (SSLPeerUnverifiedException | InvalidNameException e) {
            return null;
        }
    }

    /** Whether all that the client has shown are valid at this time, or it has shown none. */
    static boolean areValid(SSLSession session, Instant now) {
        try {
            for (var certificate : session.getPeerCertificates()) {
                if (certificate instanceof X509Certificate x509
                        && (now.isBefore(x509.getNotBefore().toInstant())
                                || now.isAfter(x509.getNotAfter().toInstant()))) {
                    return false;
                }
            }
            return true;
        } catch (SSLPeerUnverifiedException e) {
            return true;
        }
    }
}

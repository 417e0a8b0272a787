package org.reactiveacs.endpoint;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** What a verified client certificate says. */
final class ClientCertificates {
    private ClientCertificates() {}

    /** The common name of its subject (TR-069 A6 §3.3); null when the client has shown no certificate. */
    static @Nullable String commonName(SSLEngine engine) {
        var shown = shown(engine);
        if (shown.isEmpty()) {
            return null;
        }
        try {
            for (var part : new LdapName(shown.get(0).getSubjectX500Principal().getName()).getRdns()) {
                if (part.getType().equalsIgnoreCase("CN")) {
                    return part.getValue().toString();
                }
            }
            return null;
        } catch (InvalidNameException e) {
            return null;
        }
    }

    /** Whether all that the client has shown are valid at this time, or it has shown none. */
    static boolean areValid(SSLEngine engine, Instant now) {
        for (var certificate : shown(engine)) {
            if (now.isBefore(certificate.getNotBefore().toInstant())
                    || now.isAfter(certificate.getNotAfter().toInstant())) {
                return false;
            }
        }
        return true;
    }

    /** Those of the client, its own first. A client that was not asked is not looked at: that would cost an exception. */
    private static List<X509Certificate> shown(SSLEngine engine) {
        if (!engine.getNeedClientAuth() && !engine.getWantClientAuth()) {
            return List.of();
        }
        try {
            return Stream.of(engine.getSession().getPeerCertificates())
                    .filter(X509Certificate.class::isInstance)
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException e) {
            return List.of();
        }
    }
}

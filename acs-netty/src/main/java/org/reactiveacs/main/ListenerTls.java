package org.reactiveacs.main;

import io.netty.handler.ssl.ClientAuth;
import java.util.Optional;
import org.reactiveacs.main.config.Secret;
import org.reactiveacs.main.config.TlsConfig;
import org.reactiveacs.tls.ReloadingSslContext;
import org.reactiveacs.tls.SessionTickets;
import org.reactiveacs.tls.TlsContexts;
import org.reactiveacs.tls.TlsException;
import org.reactiveacs.tls.TlsSettings;

/** Makes a listener's TLS context out of its configuration. */
final class ListenerTls {
    private ListenerTls() {}

    /** As {@link #of(String, TlsConfig, Optional)} for a listener whose sessions only itself may resume. */
    static Optional<ReloadingSslContext> of(String prefix, TlsConfig config) {
        return of(prefix, config, Optional.empty());
    }

    /**
     * The context, or empty if the listener speaks plain HTTP.
     *
     * @param prefix of the keys, such as {@code cwmp.tls}
     * @param tickets by which other nodes resume what this one began
     * @throws CommandFailure naming the key and the file that cannot be used
     */
    static Optional<ReloadingSslContext> of(String prefix, TlsConfig config, Optional<SessionTickets> tickets) {
        if (config.certificate().isEmpty() || config.key().isEmpty()) {
            return Optional.empty();
        }
        TlsSettings.Identity identity = new TlsSettings.Identity(
                config.certificate().get(),
                config.key().get(),
                config.keyPassword().map(Secret::reveal));
        try {
            TlsSettings settings =
                    new TlsSettings(prefix, identity, config.clientCa(), clientAuth(config.clientAuth()));
            return Optional.of(tickets.map(each -> TlsContexts.reloading(settings, each))
                    .orElseGet(() -> TlsContexts.reloading(settings)));
        } catch (TlsException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private static ClientAuth clientAuth(TlsConfig.ClientAuth clientAuth) {
        return switch (clientAuth) {
            case NONE -> ClientAuth.NONE;
            case OPTIONAL -> ClientAuth.OPTIONAL;
            case REQUIRED -> ClientAuth.REQUIRE;
        };
    }
}

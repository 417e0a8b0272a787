package org.reactiveacs.main.config;

import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code xmpp.*}: the XMPP server through which devices are asked to call (TR-069 A6 Annex K). */
public interface XmppConfig {
    /** This server's address without resource; without it devices are not asked through XMPP. */
    Optional<String> jid();

    /** The password that belongs to it. */
    Optional<Secret> password();

    /** Where the XMPP server is; where the domain of the address leads if not set. */
    Optional<String> host();

    /** Its port, used with a host. */
    @WithDefault("5222")
    int port();

    /** Further domains in which devices may be asked. */
    Optional<List<String>> domains();

    /** PEM file with the authorities that may have signed the server's certificate; Java's own if not set. */
    Optional<@WithConverter(Converters.Paths.class) Path> trust();
}

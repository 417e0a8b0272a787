package org.reactiveacs.main;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.reactiveacs.connreq.Route;
import org.reactiveacs.connreq.xmpp.XmppLink;
import org.reactiveacs.connreq.xmpp.XmppRoute;
import org.reactiveacs.connreq.xmpp.XmppSettings;
import org.reactiveacs.main.config.Secret;
import org.reactiveacs.main.config.XmppConfig;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.tls.TlsContexts;
import org.reactiveacs.tls.TlsException;

/** Connection requests through XMPP as the configuration wants them. */
final class XmppWiring {
    private XmppWiring() {}

    /**
     * Begins to connect, if there is an address.
     *
     * @param node the name of this node, which makes its address its own
     * @param patience in which a device calls that said that it would
     * @param parts take what is to be closed
     */
    static Optional<Route> open(XmppConfig config, String node, Duration patience, AcsMetrics metrics, Parts parts) {
        return config.jid().map(jid -> {
            var domains = Set.copyOf(config.domains().orElse(List.of()));
            var link = parts.add(open(settings(config, jid, node)));
            metrics.xmpp(link::isConnected);
            return new XmppRoute(link, domains, patience);
        });
    }

    private static XmppLink open(XmppSettings settings) {
        try {
            return XmppLink.open(settings);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("xmpp.jid: " + e.getMessage());
        }
    }

    private static XmppSettings settings(XmppConfig config, String jid, String node) {
        try {
            return new XmppSettings(
                    jid,
                    config.password().map(Secret::reveal).orElse(""),
                    node,
                    config.host(),
                    config.port(),
                    config.trust().map(file -> TlsContexts.trusting("xmpp", "trust", file)));
        } catch (TlsException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()));
        }
    }
}

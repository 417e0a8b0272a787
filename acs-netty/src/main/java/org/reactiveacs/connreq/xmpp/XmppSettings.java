package org.reactiveacs.connreq.xmpp;

import java.util.Optional;
import javax.net.ssl.X509TrustManager;

/**
 * How this node is known to an XMPP server.
 *
 * @param jid its address without resource, such as {@code acs@example.net}: what stands in the devices' ConnReqAllowedJabberIDs
 * @param password that belongs to it
 * @param resource of this node, for all nodes share the address
 * @param host of the server; where the address' domain leads if it is not given (SRV records)
 * @param port of the server, used with {@code host}
 * @param trust of the server's certificate; Java's own if it is not given
 */
public record XmppSettings(
        String jid,
        String password,
        String resource,
        Optional<String> host,
        int port,
        Optional<X509TrustManager> trust) {

    @Override
    public String toString() {
        return "XmppSettings[" + jid + '/' + resource + ']';
    }
}

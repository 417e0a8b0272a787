package org.reactiveacs.simulator.xmpp;

import org.jspecify.annotations.Nullable;
import org.reactiveacs.simulator.client.Trust;

/**
 * The XMPP server of a fleet.
 *
 * @param host of the server
 * @param port of the server
 * @param domain in which the devices are
 * @param password of their accounts, which are named by their serial numbers in small letters; null to be let in without an
 *     account and get an address from the server (SASL ANONYMOUS)
 * @param trust of the server's certificate
 */
public record XmppOptions(
        String host, int port, String domain, @Nullable String password, Trust trust) {
    @Override
    public String toString() {
        return "XmppOptions[" + domain + " at " + host + ':' + port + ']';
    }
}

package org.reactiveacs.simulator.stun;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.simulator.client.SourceAddresses;
import org.reactiveacs.simulator.cpe.CpeIdentity;

/**
 * How the devices of a fleet keep STUN bindings.
 *
 * @param server their STUN server
 * @param every how often they call it, their STUNMinimumKeepAlivePeriod
 * @param rebindEvery after how many of these their NAT gives them another port, 0 for never
 * @param username their STUNUsername, empty for none; <code>{oui}</code> and <code>{serial}</code> stand for the device's
 * @param password their STUNPassword, likewise
 * @param sources addresses that they send from, null for this machine's one that leads to the server
 */
public record StunOptions(
        InetSocketAddress server,
        Duration every,
        int rebindEvery,
        String username,
        String password,
        @Nullable SourceAddresses sources) {

    /** Devices without a STUNUsername, whose NATs never change. */
    public static StunOptions plain(InetSocketAddress server, Duration every) {
        return new StunOptions(server, every, 0, "", "", null);
    }

    /** The address that a device sends from; any port. */
    InetSocketAddress local(int number) {
        if (sources != null) {
            return new InetSocketAddress(sources.of(number), 0);
        }
        InetAddress server = server().getAddress();
        return new InetSocketAddress(server.isLoopbackAddress() ? server : null, 0);
    }

    /** The STUNUsername of a device from the factory. */
    String usernameOf(CpeIdentity device) {
        return own(username, device);
    }

    /** The STUNPassword of a device from the factory. */
    String passwordOf(CpeIdentity device) {
        return own(password, device);
    }

    private static String own(String text, CpeIdentity device) {
        return text.replace("{oui}", device.oui()).replace("{serial}", device.serialNumber());
    }

    @Override
    public String toString() {
        return "StunOptions[" + server + ", " + username + "]";
    }
}

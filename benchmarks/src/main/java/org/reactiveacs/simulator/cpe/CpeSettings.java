package org.reactiveacs.simulator.cpe;

import java.time.Duration;
import org.reactiveacs.cwmp.CwmpVersion;

/**
 * What a simulated CPE has from the factory.
 *
 * @param acsUrl whom it calls
 * @param username for the ACS, empty when it has none
 * @param password for the ACS
 * @param periodicInterval between periodic Informs, at least a second
 * @param bootTime from the end of a session to the Inform after a restart
 * @param version of the protocol that it speaks
 * @param connectionRequests how it can be woken
 */
public record CpeSettings(
        String acsUrl,
        String username,
        String password,
        Duration periodicInterval,
        Duration bootTime,
        CwmpVersion version,
        ConnectionRequests connectionRequests) {

    /** One that nobody can wake. */
    public CpeSettings(
            String acsUrl,
            String username,
            String password,
            Duration periodicInterval,
            Duration bootTime,
            CwmpVersion version) {
        this(acsUrl, username, password, periodicInterval, bootTime, version, ConnectionRequests.NONE);
    }

    @Override
    public String toString() {
        return "CpeSettings[" + acsUrl + ", " + username + "]";
    }
}

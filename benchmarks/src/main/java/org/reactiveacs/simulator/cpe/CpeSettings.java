package org.reactiveacs.simulator.cpe;

import java.time.Duration;
import java.util.Set;
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
 * @param abilities what it offers besides
 */
public record CpeSettings(
        String acsUrl,
        String username,
        String password,
        Duration periodicInterval,
        Duration bootTime,
        CwmpVersion version,
        ConnectionRequests connectionRequests,
        Set<Ability> abilities) {

    public CpeSettings {
        abilities = Set.copyOf(abilities);
    }

    /** One that nobody can wake, and that offers nothing special. */
    public CpeSettings(
            String acsUrl,
            String username,
            String password,
            Duration periodicInterval,
            Duration bootTime,
            CwmpVersion version) {
        this(acsUrl, username, password, periodicInterval, bootTime, version, ConnectionRequests.NONE, Set.of());
    }

    @Override
    public String toString() {
        return "CpeSettings[" + acsUrl + ", " + username + "]";
    }
}

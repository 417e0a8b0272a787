package org.reactiveacs.simulator.fleet;

import java.time.Duration;
import org.reactiveacs.simulator.cpe.CpeIdentity;
import org.reactiveacs.simulator.model.ModelKind;

/**
 * What a fleet is made of.
 *
 * @param acsUrl whom the devices call
 * @param username for the ACS, empty for none
 * @param password for the ACS
 * @param devices how many
 * @param interval between their periodic Informs
 * @param ramp over which the first calls are spread
 * @param mix which data models
 * @param oui of all devices
 * @param serialPrefix what serial numbers begin with
 * @param seed for everything random
 */
public record FleetOptions(
        String acsUrl,
        String username,
        String password,
        int devices,
        Duration interval,
        Duration ramp,
        Mix mix,
        String oui,
        String serialPrefix,
        long seed) {

    /** Which data models the devices have. */
    public enum Mix {
        TR181,
        TR098,
        /** Every other device another one. */
        MIXED;

        ModelKind kind(int number) {
            return switch (this) {
                case TR181 -> ModelKind.TR181;
                case TR098 -> ModelKind.TR098;
                case MIXED -> number % 2 == 0 ? ModelKind.TR181 : ModelKind.TR098;
            };
        }
    }

    CpeIdentity identity(int number) {
        String serial = serialPrefix + String.format(java.util.Locale.ROOT, "%06d", number);
        return new CpeIdentity(oui, mix.kind(number).productClass(), serial, number);
    }

    @Override
    public String toString() {
        return devices + " devices calling " + acsUrl;
    }
}

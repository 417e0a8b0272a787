package org.reactiveacs.simulator.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.reactiveacs.cwmp.CwmpVersion;
import org.reactiveacs.simulator.cpe.Ability;
import org.reactiveacs.simulator.cpe.ConnectionRequests;
import org.reactiveacs.simulator.cpe.CpeIdentity;
import org.reactiveacs.simulator.cpe.CpeSettings;
import org.reactiveacs.simulator.cpe.VirtualCpe;
import org.reactiveacs.simulator.model.ModelKind;
import org.reactiveacs.simulator.model.Schema;

/**
 * What a fleet is made of.
 *
 * @param acsUrl whom the devices call
 * @param username for the ACS, empty for none; <code>{oui}</code> and <code>{serial}</code> stand for the device's
 * @param password for the ACS, likewise
 * @param devices how many
 * @param interval between their periodic Informs
 * @param ramp over which the first calls are spread
 * @param mix which data models
 * @param oui of all devices
 * @param serialPrefix what serial numbers begin with
 * @param seed for everything random
 * @param lines to the ACS
 * @param abilities what devices of TR-181 offer besides
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
        long seed,
        Lines lines,
        Set<Ability> abilities) {

    public FleetOptions {
        abilities = Set.copyOf(abilities);
    }

    /** Devices that offer nothing special. */
    public FleetOptions(
            String acsUrl,
            String username,
            String password,
            int devices,
            Duration interval,
            Duration ramp,
            Mix mix,
            String oui,
            String serialPrefix,
            long seed,
            Lines lines) {
        this(acsUrl, username, password, devices, interval, ramp, mix, oui, serialPrefix, seed, lines, Set.of());
    }

    private static final Duration BOOT_TIME = Duration.ofSeconds(2);

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

    /** The data model of a device; numbers begin with 1. */
    public ModelKind kind(int number) {
        return mix.kind(number);
    }

    /** Makes one of the devices, which nobody can wake. */
    public VirtualCpe device(int number, Schema schema, RandomGenerator random, Instant firstCall) {
        return device(number, schema, random, firstCall, ConnectionRequests.NONE);
    }

    /**
     * Makes one of the devices.
     *
     * @param schema of its kind, to be shared
     */
    VirtualCpe device(int number, Schema schema, RandomGenerator random, Instant firstCall, ConnectionRequests wake) {
        String serial = serialPrefix + String.format(Locale.ROOT, "%06d", number);
        CpeIdentity identity = new CpeIdentity(oui, kind(number).productClass(), serial, number);
        // Old gateways speak the first version, new ones negotiate.
        CwmpVersion version = kind(number) == ModelKind.TR098 ? CwmpVersion.V1_0 : CwmpVersion.V1_4;
        CpeSettings settings = new CpeSettings(
                acsUrl, own(username, serial), own(password, serial), interval, BOOT_TIME, version, wake, abilities);
        return new VirtualCpe(identity, settings, schema, random, firstCall);
    }

    /** Names and passwords may hold what is different for each device. */
    private String own(String text, String serial) {
        return text.indexOf('{') < 0 ? text : text.replace("{oui}", oui).replace("{serial}", serial);
    }

    @Override
    public String toString() {
        return devices + " devices calling " + acsUrl;
    }
}

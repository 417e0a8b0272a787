package org.reactiveacs.rig;

import java.time.Duration;
import java.util.Map;
import java.util.function.IntFunction;
import org.reactiveacs.device.Credential;
import org.reactiveacs.main.Acs;
import org.reactiveacs.simulator.client.CpeNetwork;
import org.reactiveacs.simulator.client.Sockets;
import org.reactiveacs.simulator.client.Trust;
import org.reactiveacs.simulator.cpe.ConnectionRequests;
import org.reactiveacs.simulator.fleet.Executions;
import org.reactiveacs.simulator.fleet.Fleet;
import org.reactiveacs.simulator.fleet.FleetOptions;
import org.reactiveacs.simulator.fleet.FleetSetup;
import org.reactiveacs.simulator.fleet.Lines;

/** Simulated devices that call a server of this process when a test says so, and not by themselves. */
public final class IdleFleet {
    private static final String OUI = "02AC50";
    private static final Duration SELDOM = Duration.ofDays(1);
    private static final Credential NONE = new Credential("", "");

    private IdleFleet() {}

    /** A network for one fleet, which closes it. */
    public static CpeNetwork network() {
        return new CpeNetwork(1, Trust.SYSTEM, Fleet.ANSWER_TIMEOUT, new Sockets(100));
    }

    /** Devices without a name and a password. */
    public static FleetOptions options(Acs server, FleetOptions.Mix mix, String serialPrefix, int devices) {
        return options(server, NONE, mix, serialPrefix, devices);
    }

    /** Devices that all have one name and one password. */
    public static FleetOptions options(
            Acs server, Credential credential, FleetOptions.Mix mix, String serialPrefix, int devices) {
        return new FleetOptions(
                "http://" + server.cwmpAddress() + "/",
                credential.username(),
                credential.password(),
                devices,
                SELDOM,
                Duration.ZERO,
                mix,
                OUI,
                serialPrefix,
                1,
                Lines.ORDINARY);
    }

    /** Makes devices that nobody can wake, on a network of their own. */
    public static Fleet of(FleetOptions options) {
        return Fleet.idle(options, FleetSetup.plain(network(), Trust.SYSTEM, Executions.NONE));
    }

    /** Makes devices that can be woken. */
    public static Fleet of(FleetOptions options, CpeNetwork network, IntFunction<ConnectionRequests> wake) {
        return Fleet.idle(options, new FleetSetup(network, Trust.SYSTEM, 0, Map.of(), false, wake, Executions.NONE));
    }

    /** Lets each device call once, and waits until all have. */
    public static void callAll(Fleet fleet) throws Exception {
        long before = fleet.sessions();
        int devices = fleet.devices().size();
        for (var device : fleet.devices()) {
            device.at(System.nanoTime(), one -> one.call(System.nanoTime()));
        }
        Await.until("all have called", () -> fleet.sessions() >= before + devices);
    }
}

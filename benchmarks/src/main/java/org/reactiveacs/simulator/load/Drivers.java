package org.reactiveacs.simulator.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.simulator.fleet.Fleet;
import org.reactiveacs.simulator.fleet.FleetDevice;
import org.reactiveacs.simulator.fleet.Group;
import org.reactiveacs.simulator.scenario.Scenario;
import org.reactiveacs.simulator.wake.ConnectionRequester;

/**
 * All that makes devices do something in a scenario.
 *
 * @param load what begins with the load
 * @param probes that begin before it
 * @param callers who take turns, null when nobody does
 */
record Drivers(
        List<Driver> load,
        @Nullable Probes probes,
        @Nullable Boots boots,
        @Nullable FirmwareWave firmware,
        @Nullable ConnectionRequester requester,
        @Nullable Callers callers) {

    static Drivers of(LoadSettings settings, Fleet fleet, InetSocketAddress listen) throws IOException {
        Scenario scenario = settings.scenario();
        SplittableRandom random = new SplittableRandom(settings.fleet().seed() + 1);
        List<FleetDevice> devices = fleet.devices().stream()
                .filter(device -> device.group() != Group.PROBE)
                .toList();
        List<Driver> load = new ArrayList<>();
        Probes probes = scenario.probes() == null ? null : new Probes(fleet, scenario.probes(), random.split());
        Scenario.Boot boot = scenario.boot();
        Boots boots = boot == null ? null : new Boots(fleet, devices, scenario, boot, random.split());
        if (boots != null) {
            load.add(boots);
        }
        if (scenario.periodic() != null && !(boot != null && boot.bootstrap())) {
            load.add(new PeriodicCalls(devices, scenario.periodic().interval()));
        }
        Callers callers = null;
        if (scenario.arrivals() != null) {
            callers = new Callers(devices);
            load.add(arrivals(fleet, callers, scenario.arrivals(), random.split()));
            fleet.onServed(callers);
        }
        if (scenario.changes() != null) {
            load.add(new Changes(fleet, devices, scenario.changes(), random.split()));
        }
        ConnectionRequester requester = null;
        if (scenario.connectionRequests() != null) {
            requester = new ConnectionRequester(fleet.network());
            if (scenario.connectionRequests().rate() > 0) {
                double rate = scenario.connectionRequests().rate();
                load.add(new Wakes(fleet, devices, requester, rate, random.split()));
            }
        }
        FirmwareWave firmware = scenario.firmware() == null
                ? null
                : new FirmwareWave(fleet, devices, scenario.firmware(), listen, orders(settings));
        if (firmware != null) {
            load.add(firmware);
        }
        return new Drivers(List.copyOf(load), probes, boots, firmware, requester, callers);
    }

    private static Driver arrivals(Fleet fleet, Callers callers, Scenario.Arrivals arrivals, SplittableRandom random) {
        return arrivals.concurrency() > 0
                ? new ClosedLoop(fleet, callers, arrivals.concurrency())
                : new OpenArrivals(callers, fleet.network().next(), arrivals.rate(), arrivals.arrival(), random);
    }

    private static @Nullable Orders orders(LoadSettings settings) {
        return settings.orders() == null
                ? null
                : new Orders(settings.orders().api(), settings.orders().token());
    }

    void start(long startNanos) {
        load.forEach(driver -> driver.start(startNanos));
    }

    /** Nothing new begins; what devices fetch can still be fetched. */
    void stop() {
        load.stream().filter(driver -> driver != firmware).forEach(Driver::close);
        if (probes != null) {
            probes.close();
        }
    }

    void close() {
        stop();
        if (firmware != null) {
            firmware.close();
        }
    }
}

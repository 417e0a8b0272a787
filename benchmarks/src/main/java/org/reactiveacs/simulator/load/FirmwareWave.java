package org.reactiveacs.simulator.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.simulator.fleet.Fleet;
import org.reactiveacs.simulator.fleet.FleetDevice;
import org.reactiveacs.simulator.fleet.FleetTallies;
import org.reactiveacs.simulator.fleet.Group;
import org.reactiveacs.simulator.scenario.Scenario;

/** Serves an image and, if it is known how to, orders it for each device; done when each has told of its end. */
final class FirmwareWave implements Driver {
    private final List<FleetDevice> devices;
    private final Scenario.Firmware firmware;
    private final FirmwareServer server;
    private final @Nullable Orders orders;
    private final Fleet fleet;

    FirmwareWave(
            Fleet fleet,
            List<FleetDevice> devices,
            Scenario.Firmware firmware,
            InetSocketAddress listen,
            @Nullable Orders orders)
            throws IOException {
        this.fleet = fleet;
        this.devices = devices;
        this.firmware = firmware;
        this.server = FirmwareServer.start(fleet.network(), listen, firmware);
        this.orders = orders;
    }

    @Override
    public void start(long startNanos) {
        if (orders == null) {
            return;
        }
        for (int i = 0; i < devices.size(); i++) {
            long due = startNanos + Math.round(firmware.within() * 1e9 * i / devices.size());
            devices.get(i).at(due, device -> orders.download(device.cpe().identity(), server.url()));
        }
    }

    @Override
    public boolean isDone() {
        return told(fleet.tallies()) >= devices.size();
    }

    private static long told(FleetTallies tallies) {
        return tallies.of(Group.ORDINARY).events().getOrDefault("M Download", 0L)
                + tallies.of(Group.BROKEN).events().getOrDefault("M Download", 0L);
    }

    String url() {
        return server.url();
    }

    FirmwareReport report() {
        FleetTallies tallies = fleet.tallies();
        return new FirmwareReport(
                server.url(),
                orders == null ? 0 : orders.placed(),
                orders == null ? 0 : orders.refused(),
                server.given(),
                told(tallies),
                tallies.updated().all());
    }

    @Override
    public void close() {
        server.close();
    }
}

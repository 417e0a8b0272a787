package org.reactiveacs.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.reactiveacs.cwmp.AcsMessage;
import org.reactiveacs.cwmp.CwmpVersion;
import org.reactiveacs.cwmp.Envelope;
import org.reactiveacs.cwmp.Header;
import org.reactiveacs.cwmp.InformResponse;
import org.reactiveacs.cwmp.ParameterValueStruct;
import org.reactiveacs.cwmp.SetParameterValues;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.simulator.client.CpeNetwork;
import org.reactiveacs.simulator.client.Sockets;
import org.reactiveacs.simulator.client.SourceAddresses;
import org.reactiveacs.simulator.client.Trust;
import org.reactiveacs.simulator.cpe.ConnectionRequests;
import org.reactiveacs.simulator.cpe.CpeSession;
import org.reactiveacs.simulator.cpe.VirtualCpe;
import org.reactiveacs.simulator.fleet.Executions;
import org.reactiveacs.simulator.fleet.Fleet;
import org.reactiveacs.simulator.fleet.FleetDevice;
import org.reactiveacs.simulator.fleet.FleetOptions;
import org.reactiveacs.simulator.fleet.FleetSetup;
import org.reactiveacs.simulator.fleet.Lines;

/**
 * How much heap a simulated device takes: {@code FleetMemory [DEVICES [VALUES]]}. Looks after each step at what is left once
 * garbage is collected: devices as they come, after a session in which so many values were set, and while all wait for their
 * next periodic Inform.
 */
public final class FleetMemory {
    private static final int COLLECTIONS = 4;
    private static final Duration INTERVAL = Duration.ofHours(1);

    private FleetMemory() {}

    public static void main(String[] arguments) throws InterruptedException {
        int devices = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        int values = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        List<Fleet> warm = new ArrayList<>();
        warm.add(fleet(10));
        warm.remove(0).close();
        long before = used();
        try (Fleet fleet = fleet(devices)) {
            print("as they come", devices, used() - before);
            onEach(fleet, device -> session(device.cpe(), values));
            print("after a session that set " + values + " values", devices, used() - before);
            long first = System.nanoTime() + INTERVAL.toNanos();
            onEach(fleet, device -> device.callPeriodically(first));
            print("waiting for the next periodic Inform", devices, used() - before);
            System.out.printf(
                    Locale.ROOT, "Java may take %d MB%n", Runtime.getRuntime().maxMemory() >> 20);
        }
    }

    private static Fleet fleet(int devices) {
        FleetOptions options = new FleetOptions(
                "http://127.0.0.1:9/",
                "name",
                "secret",
                devices,
                INTERVAL,
                Duration.ZERO,
                FleetOptions.Mix.MIXED,
                "02AC50",
                "SIM",
                1,
                new Lines(Lines.Cookies.YES, SourceAddresses.parse("127.64.0.0/10")));
        CpeNetwork network = new CpeNetwork(2, Trust.SYSTEM, Fleet.ANSWER_TIMEOUT, Sockets.ofFileLimit());
        return Fleet.idle(
                options,
                new FleetSetup(
                        network, Trust.SYSTEM, 0, Map.of(), false, number -> ConnectionRequests.NONE, Executions.NONE));
    }

    private static void onEach(Fleet fleet, Consumer<FleetDevice> what) throws InterruptedException {
        AtomicInteger left = new AtomicInteger(fleet.devices().size());
        for (FleetDevice device : fleet.devices()) {
            device.at(0, one -> {
                what.accept(one);
                left.decrementAndGet();
            });
        }
        while (left.get() > 0) {
            Thread.sleep(10);
        }
    }

    /** A session as with an ACS that sets what differs from device to device, such as names and keys of WiFi. */
    private static void session(VirtualCpe cpe, int values) {
        Instant now = Instant.now();
        CpeSession session = cpe.open(now);
        session.begin();
        session.receive(envelope(new InformResponse(1)), now);
        SplittableRandom random = new SplittableRandom(cpe.identity().number());
        List<ParameterValueStruct> wanted = new ArrayList<>();
        for (int i = 0; i < values; i++) {
            String path = cpe.root() + "ManagementServer."
                    + List.of(
                                    "Username",
                                    "Password",
                                    "ConnectionRequestUsername",
                                    "ConnectionRequestPassword",
                                    "STUNUsername")
                            .get(i % 5);
            wanted.add(new ParameterValueStruct(path, Long.toHexString(random.nextLong()), ParameterType.STRING));
        }
        session.receive(
                envelope(new SetParameterValues(wanted, "key-" + cpe.identity().number())), now);
        session.receiveNothing(now);
        cpe.closed(true, now);
    }

    private static Envelope envelope(AcsMessage message) {
        return Envelope.of(CwmpVersion.V1_0, Header.ofId("1"), message);
    }

    private static long used() throws InterruptedException {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            Thread.sleep(50);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void print(String state, int devices, long bytes) {
        System.out.printf(
                Locale.ROOT, "%-50s %6d bytes a device, %d MB for %d%n", state, bytes / devices, bytes >> 20, devices);
    }
}

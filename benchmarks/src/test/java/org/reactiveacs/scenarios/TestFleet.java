package org.reactiveacs.scenarios;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.reactiveacs.cwmp.AcsRequest;
import org.reactiveacs.cwmp.AddObject;
import org.reactiveacs.cwmp.ParameterValueStruct;
import org.reactiveacs.cwmp.Reboot;
import org.reactiveacs.cwmp.SetParameterValues;
import org.reactiveacs.simulator.client.CpeNetwork;
import org.reactiveacs.simulator.client.Sockets;
import org.reactiveacs.simulator.client.SourceAddresses;
import org.reactiveacs.simulator.client.Trust;
import org.reactiveacs.simulator.cpe.CpeIdentity;
import org.reactiveacs.simulator.fleet.Executions;
import org.reactiveacs.simulator.fleet.Fleet;
import org.reactiveacs.simulator.fleet.FleetDevice;
import org.reactiveacs.simulator.fleet.FleetOptions;
import org.reactiveacs.simulator.fleet.FleetSetup;
import org.reactiveacs.simulator.fleet.Lines;

/** A fleet to be, and what its devices were told to set. */
final class TestFleet implements Executions {
    private static final String OUI = "02AC50";
    private static final Duration ONCE = Duration.ofDays(1);
    private static final int THREADS = 1;

    /** Devices that meet the server for the first time at once. */
    static final int AT_ONCE = 32;

    private final Map<String, List<String>> valuesBySerial = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> byTask = new ConcurrentHashMap<>();
    private final Set<String> served = ConcurrentHashMap.newKeySet();
    private final String acsUrl;
    private final String username;
    private final String password;
    private final String prefix;
    private final int devices;
    private volatile Executions also = Executions.NONE;

    TestFleet(String acsUrl, String username, String password, String prefix, int devices) {
        this.acsUrl = acsUrl;
        this.username = username;
        this.password = password;
        this.prefix = prefix;
        this.devices = devices;
    }

    /** Tells somebody else, too, what devices did. */
    void alsoTell(Executions other) {
        also = other;
    }

    /** Lets the devices call once, spread over a time; those that fail come again. */
    Fleet call(Duration ramp, Lines lines) {
        return call(ONCE, ramp, lines);
    }

    /** Lets the devices call again and again, the first time spread over a time. */
    Fleet call(Duration interval, Duration ramp, Lines lines) {
        return Fleet.start(options(interval, ramp, lines), THREADS, isOverTls(), this);
    }

    /** Lets the devices call for the first time as fast as any machine can serve them, and once only. */
    Fleet callInTurn(Lines lines) {
        return callInTurn(ONCE, lines);
    }

    /** Lets the devices call for the first time as fast as any machine can serve them, then again and again. */
    Fleet callInTurn(Duration interval, Lines lines) {
        Trust trust = isOverTls() ? Trust.ANYTHING : Trust.SYSTEM;
        CpeNetwork network = new CpeNetwork(THREADS, trust, Fleet.ANSWER_TIMEOUT, Sockets.ofFileLimit());
        Fleet fleet = Fleet.idle(options(interval, Duration.ZERO, lines), FleetSetup.plain(network, trust, this));
        Queue<FleetDevice> waiting = new ConcurrentLinkedQueue<>(fleet.devices());
        fleet.onServed((device, since, isServed) -> {
            if (isServed && served.add(device.cpe().identity().serialNumber())) {
                meetNext(waiting);
            }
        });
        for (int i = 0; i < AT_ONCE; i++) {
            meetNext(waiting);
        }
        return fleet;
    }

    private static void meetNext(Queue<FleetDevice> waiting) {
        FleetDevice next = waiting.poll();
        if (next != null) {
            long now = System.nanoTime();
            next.at(now, device -> device.meet(now, true));
        }
    }

    /** Whether each of the devices that call in turn has been served. */
    boolean allServed() {
        return served.size() == devices;
    }

    private boolean isOverTls() {
        return acsUrl.startsWith("https:");
    }

    private FleetOptions options(Duration interval, Duration ramp, Lines lines) {
        return new FleetOptions(
                acsUrl, username, password, devices, interval, ramp, FleetOptions.Mix.TR181, OUI, prefix, 1, lines);
    }

    /** Lines from addresses of 127.9.0.0/16, each device's own. */
    static Lines fromOwnAddresses(Lines.Cookies cookies) {
        return new Lines(cookies, SourceAddresses.parse("127.9.0.0/16"));
    }

    @Override
    public void executed(CpeIdentity device, AcsRequest request, Instant at) {
        also.executed(device, request, at);
        String key = key(request);
        if (!key.isEmpty()) {
            byTask.computeIfAbsent(request.rpcName() + " " + key, none -> new LongAdder())
                    .increment();
        }
        if (request instanceof SetParameterValues set) {
            List<String> values =
                    valuesBySerial.computeIfAbsent(device.serialNumber(), none -> new CopyOnWriteArrayList<>());
            set.parameterList().stream().map(ParameterValueStruct::value).forEach(values::add);
        }
    }

    /** The key by which a request names its task. */
    private static String key(AcsRequest request) {
        if (request instanceof Reboot reboot) {
            return reboot.commandKey();
        }
        if (request instanceof AddObject add) {
            return add.parameterKey();
        }
        return request instanceof SetParameterValues set ? set.parameterKey() : "";
    }

    /** How often devices did an RPC of a task. */
    long executions(String rpc, String taskId) {
        var count = byTask.get(rpc + " " + taskId);
        return count == null ? 0 : count.sum();
    }

    List<String> serials() {
        return IntStream.rangeClosed(1, devices)
                .mapToObj(number -> prefix + String.format(Locale.ROOT, "%06d", number))
                .toList();
    }

    static String id(String serial) {
        return OUI + "-" + serial;
    }

    /** What a device has set, in this order. */
    List<String> values(String serial) {
        return new ArrayList<>(valuesBySerial.getOrDefault(serial, List.of()));
    }
}

package org.reactiveacs.simulator.scenario;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.simulator.client.Manner;
import org.reactiveacs.simulator.fleet.FleetOptions.Mix;

/**
 * What a fleet does. All times are seconds, all rates are per second.
 *
 * @param description for people, what it shows
 * @param devices how many, probes not counted
 * @param duration how long it takes; with {@code boot} alone, how long at most
 * @param model which data models
 * @param introduce whether each device calls once before anything is counted
 * @param periodic what devices do by themselves, null for no periodic Informs
 * @param boot when they boot, null for not at all
 * @param arrivals sessions that somebody wants, null for none
 * @param changes of values, null for none
 * @param connectionRequests that wake devices, null when they need not listen
 * @param firmware that they are to get, null for none
 * @param probes that ask how an ordinary device fares, null for none
 * @param broken how many of a hundred devices do not behave, by the manner's name
 */
public record Scenario(
        String description,
        int devices,
        double duration,
        Mix model,
        boolean introduce,
        @Nullable Periodic periodic,
        @Nullable Boot boot,
        @Nullable Arrivals arrivals,
        @Nullable Changes changes,
        @Nullable ConnectionRequests connectionRequests,
        @Nullable Firmware firmware,
        @Nullable Probes probes,
        Map<String, Double> broken) {

    public Scenario {
        description = description == null ? "" : description;
        model = model == null ? Mix.MIXED : model;
        broken = broken == null ? Map.of() : Map.copyOf(broken);
        require(devices > 0, "devices: must be at least 1");
        require(duration > 0, "duration: must be more than 0");
        manners(broken);
    }

    /**
     * Periodic Informs.
     *
     * @param interval between two of a device, at least 1
     */
    public record Periodic(int interval) {
        public Periodic {
            require(interval > 0, "periodic.interval: must be at least 1");
        }
    }

    /**
     * Every device boots once.
     *
     * @param within all of them
     * @param bootstrap whether they come fresh from the factory and have never called
     * @param arrival how they are spread over the time
     */
    public record Boot(double within, boolean bootstrap, Arrival arrival) {
        public Boot {
            require(within >= 0, "boot.within: must not be negative");
            arrival = arrival == null ? Arrival.POISSON : arrival;
        }
    }

    /**
     * Sessions of devices that have nothing to say but that they are there.
     *
     * @param rate at which they begin, whatever becomes of those before; 0 to go by concurrency
     * @param arrival how they are spread
     * @param concurrency how many go on at once, each followed by the next; 0 to go by the rate
     */
    public record Arrivals(double rate, Arrival arrival, int concurrency) {
        public Arrivals {
            require(rate > 0 != concurrency > 0, "arrivals: either rate or concurrency must be more than 0");
            arrival = arrival == null ? Arrival.POISSON : arrival;
        }
    }

    /**
     * Devices change a value by their own doing and tell at once.
     *
     * @param rate of all devices together
     * @param parameter below the root object, one that notifies actively
     */
    public record Changes(double rate, String parameter) {
        public Changes {
            require(rate > 0, "changes.rate: must be more than 0");
            parameter = parameter == null ? "DeviceInfo.ProvisioningCode" : parameter;
        }
    }

    /**
     * Devices listen for connection requests.
     *
     * @param rate at which they are sent to random devices; 0 to leave it to the ACS
     */
    public record ConnectionRequests(double rate) {
        public ConnectionRequests {
            require(rate >= 0, "connectionRequests.rate: must not be negative");
        }
    }

    /**
     * An image that is served to devices, and ordered for each of them when it is known how to.
     *
     * @param bytes how large it is
     * @param version what it calls itself
     * @param within which all orders are placed
     */
    public record Firmware(int bytes, String version, double within) {
        public Firmware {
            require(bytes > 0, "firmware.bytes: must be more than 0");
            require(version != null && version.matches("[0-9A-Za-z.-]{1,64}"), "firmware.version: must be given");
            require(within >= 0, "firmware.within: must not be negative");
        }
    }

    /**
     * Devices of which nothing else is asked, so that they show what all ordinary ones feel.
     *
     * @param devices how many
     * @param every how often each calls
     * @param baseline how long they do before the load begins, from which one learns what is usual
     */
    public record Probes(int devices, double every, double baseline) {
        public Probes {
            require(devices > 0, "probes.devices: must be at least 1");
            require(every > 0, "probes.every: must be more than 0");
            require(baseline > 0, "probes.baseline: must be more than 0");
        }
    }

    /** How many of a hundred devices have a manner. */
    public Map<Manner, Double> manners() {
        return manners(broken);
    }

    /** Whether it is over when all devices have booted and been served. */
    public boolean endsWhenServed() {
        return boot != null
                && periodic == null
                && arrivals == null
                && changes == null
                && connectionRequests == null
                && firmware == null;
    }

    private static Map<Manner, Double> manners(Map<String, Double> named) {
        Map<Manner, Double> manners = new EnumMap<>(Manner.class);
        named.forEach((name, share) -> {
            String constant = name.replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
            try {
                manners.put(Manner.valueOf(constant), share);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("broken." + name + ": there is no such manner", e);
            }
        });
        double sum = manners.values().stream().mapToDouble(Double::doubleValue).sum();
        require(sum <= 100, "broken: more than 100 of a hundred");
        return manners;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}

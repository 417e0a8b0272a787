package org.reactiveacs.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.simulator.model.DataModel;
import org.reactiveacs.simulator.model.Place;
import org.reactiveacs.simulator.model.Schema;

/**
 * What a home gateway may have told: the simulator's data model with what is its own (serial number, MACs, addresses,
 * SSIDs, keys, counters), the hosts of its network, and as many further parameters of its vendor as are wanted in all, of
 * which one in five differs from device to device. For one thread.
 */
final class GatewayTree {

    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final List<String> HOST_NAMES =
            List.of("iphone", "android", "desktop", "laptop", "tv", "printer", "tablet", "nas", "speaker", "camera");
    private static final int MOST_HOSTS = 12;
    private static final int ONE_OWN_IN = 5;

    private final Schema schema;
    private final String oui;
    private final String productClass;
    private final String firmware;
    private final Random random;
    private final Instant now;

    GatewayTree(Schema schema, String productClass, String firmware, Instant now) {
        this.schema = schema;
        this.oui = "00D09E";
        this.productClass = productClass;
        this.firmware = firmware;
        this.now = now;
        this.random = new Random(productClass.hashCode());
    }

    ParameterTree of(String serial, String ip, int size) {
        var parameters = new ArrayList<Parameter>(size);
        var model = new DataModel(schema, (name, instance) -> fill(name, instance, serial, ip));
        model.walk(model.find(model.root()).orElseThrow(), place -> addTo(parameters, model, place));
        int hosts = 2 + random.nextInt(MOST_HOSTS - 1);
        for (int i = 1; i <= hosts; i++) {
            host(parameters, model.root() + "X_Hosts.Host." + i + ".", i);
        }
        for (int i = 0; parameters.size() < size; i++) {
            vendor(parameters, model.root(), i);
        }
        return ParameterTree.of(parameters.subList(0, size));
    }

    private void addTo(List<Parameter> parameters, DataModel model, Place place) {
        if (place.parameter() != null) {
            var value = place.path().endsWith("SSID") ? "HomeNet-" + text(4) : model.value(place);
            parameters.add(parameter(place.path(), value, ParameterType.STRING, place.isWritable()));
        }
    }

    private void host(List<Parameter> parameters, String object, int number) {
        var mac = mac();
        parameters.add(parameter(object + "HostName", any(HOST_NAMES) + "-" + text(3), ParameterType.STRING, false));
        parameters.add(parameter(object + "PhysAddress", mac, ParameterType.STRING, false));
        parameters.add(parameter(object + "IPAddress", "192.168.1." + (10 + number), ParameterType.STRING, false));
        parameters.add(parameter(object + "LeaseTimeRemaining", counter(86_400), ParameterType.INT, false));
        parameters.add(parameter(object + "Active", random.nextBoolean() ? "1" : "0", ParameterType.BOOLEAN, false));
    }

    private void vendor(List<Parameter> parameters, String root, int number) {
        var group = root + "X_VENDOR_Group" + number / 16 + ".";
        boolean own = number % ONE_OWN_IN == 0;
        parameters.add(parameter(
                group + (own ? "Counter" : "Setting") + number,
                own ? counter(4_000_000_000L) : Integer.toString(number % 3),
                ParameterType.UNSIGNED_INT,
                !own));
    }

    private Parameter parameter(String path, String value, ParameterType type, boolean writable) {
        return new Parameter(path, value, type, writable, null, now);
    }

    private String fill(String name, int instance, String serial, String ip) {
        return switch (name) {
            case "i" -> Integer.toString(instance);
            case "manufacturer" -> "Acme";
            case "oui" -> oui;
            case "productClass" -> productClass;
            case "serial" -> serial;
            case "ip" -> ip;
            case "firmware" -> firmware;
            case "uptime" -> counter(10_000_000);
            case "counter" -> counter(4_000_000_000L);
            case "now" -> now.minus(Duration.ofSeconds(random.nextInt(86_400))).toString();
            case "acs" -> "https://acs.example.net:7547/";
            case "username" -> oui + "-" + serial;
            case "password" -> text(16);
            case "interval" -> "3600";
            case "connectionRequestUrl" -> "http://" + ip + ":7547/" + text(12);
            case "connectionRequestUsername", "connectionRequestPassword" -> "";
            default -> mac();
        };
    }

    private String counter(long below) {
        return Long.toString(random.nextLong(below));
    }

    private String mac() {
        return String.format(
                Locale.ROOT, "00:D0:9E:%02X:%02X:%02X", random.nextInt(256), random.nextInt(256), random.nextInt(256));
    }

    private String text(int length) {
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    private String any(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}

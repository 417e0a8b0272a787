package org.reactiveacs.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.reactiveacs.benchmarks.SessionTurns.Plan;

/**
 * What options for Java, and versions of it, change in what an ordinary session costs: {@code JavaOptionsCost DEVICES
 * JAVA-HOME[=OPTION OPTION...]...}. Starts a server on the embedded store for each, has them take turns, and prints each one's CPU a session
 * as a ratio to that of the first. An option overrides what the launcher says, as {@code -XX:-UseG1GC}.
 */
public final class JavaOptionsCost {
    private static final int MOST_WARMUP = 90;
    private static final Plan PLAN = new Plan(8, 600, 2_500);
    private static final String HEAP = "1g";

    private JavaOptionsCost() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int devices = Integer.parseInt(arguments[0]);
        Path directory = Files.createTempDirectory("acs-java");
        List<Child> servers = new ArrayList<>();
        try (Load load = Load.start(LoadProcess.class, devices)) {
            List<Lane> lanes = new ArrayList<>();
            for (int i = 1; i < arguments.length; i++) {
                Child server = Child.start(
                        SessionCost.BOTH_CORES,
                        options(arguments[i]),
                        ServerProcess.class,
                        "embedded:" + directory.resolve(Integer.toString(i)));
                servers.add(server);
                Lane lane = Lane.of(arguments[i], server, SessionCost.port(server));
                lanes.add(lane);
                SessionCost.introduce(server, lane.port(), devices, null);
                SessionCost.begin(load, lane.port(), null);
                SessionCost.warmUp(load, server, MOST_WARMUP, System.err::println);
            }
            print(lanes, new SessionTurns(load, System.err::println).measure(lanes, PLAN));
        } finally {
            servers.forEach(Child::close);
            TlsCost.delete(directory);
        }
    }

    private static void print(List<Lane> lanes, Map<Lane, LaneCost> costs) throws IOException {
        double first = costs.getOrDefault(lanes.get(0), LaneCost.NONE).millis();
        for (Lane lane : lanes) {
            double millis = costs.getOrDefault(lane, LaneCost.NONE).millis();
            System.out.printf(
                    Locale.ROOT,
                    "%.2f  %.4f ms a session, %,d MiB resident  %s%n",
                    millis / first,
                    millis,
                    lane.server().residentBytes() >> 20,
                    lane.name());
        }
    }

    private static JavaOptions options(String argument) throws IOException {
        int split = argument.indexOf('=');
        Path home = Path.of(split < 0 ? argument : argument.substring(0, split));
        List<String> more =
                split < 0 ? List.of() : List.of(argument.substring(split + 1).split(" ", -1));
        Properties release = new Properties();
        try (InputStream in = Files.newInputStream(home.resolve("release"))) {
            release.load(in);
        }
        String version = release.getProperty("JAVA_VERSION").replace("\"", "");
        return new JavaOptions(home, Runtime.Version.parse(version).feature(), HEAP, more);
    }
}

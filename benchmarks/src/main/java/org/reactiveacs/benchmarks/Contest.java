package org.reactiveacs.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.reactiveacs.benchmarks.SessionTurns.Plan;

/**
 * Servers on the embedded store that take turns with the same ordinary sessions; what each one's CPU a session is to that of the first is
 * printed.
 */
final class Contest {
    static final String HEAP = "1g";

    private static final Plan PLAN = new Plan(8, 600, 2_500);

    private Contest() {}

    /**
     * One of the servers.
     *
     * @param name by which it is told
     * @param java that runs it
     * @param settings besides those of every server, as {@code key=value}
     */
    record Entrant(String name, JavaOptions java, List<String> settings) {}

    /**
     * Runs it.
     *
     * @param devices that call
     * @param mostWarmup seconds for which each server may warm up
     */
    static void run(int devices, int mostWarmup, List<Entrant> entrants) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("acs-contest");
        List<Child> servers = new ArrayList<>();
        try (Load load = Load.start(LoadProcess.class, devices)) {
            List<Lane> lanes = new ArrayList<>();
            for (Entrant entrant : entrants) {
                List<String> arguments =
                        new ArrayList<>(List.of("embedded:" + directory.resolve(Integer.toString(lanes.size()))));
                arguments.addAll(entrant.settings());
                Child server =
                        Child.start(SessionCost.BOTH_CORES, entrant.java(), ServerProcess.class, arguments.toArray());
                servers.add(server);
                Lane lane = Lane.of(entrant.name(), server, SessionCost.port(server));
                lanes.add(lane);
                SessionCost.introduce(server, lane.port(), devices, null);
                SessionCost.begin(load, lane.port(), null);
                SessionCost.warmUp(load, server, mostWarmup, System.err::println);
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
                    "%.3f  %.4f ms a session, %,d MiB resident  %s%n",
                    millis / first,
                    millis,
                    lane.server().residentBytes() >> 20,
                    lane.name());
        }
    }
}

package org.reactiveacs.benchmarks;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.reactiveacs.benchmarks.SessionTurns.Plan;

/**
 * What traces add to an ordinary session: {@code TracingCost DEVICES MOST-WARMUP SHARE...}. Starts a server without traces and one for each
 * share of traced sessions, all on the embedded store and with a collector that takes everything, has them take turns, and prints each
 * one's CPU a session as a ratio to that of the first.
 */
public final class TracingCost {
    private static final Plan PLAN = new Plan(8, 600, 2_000);
    private static final String HEAP = "1g";
    private static final String OFF = "off";
    private static final int OK = 200;

    private TracingCost() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int devices = Integer.parseInt(arguments[0]);
        int mostWarmup = Integer.parseInt(arguments[1]);
        Path directory = Files.createTempDirectory("acs-tracing");
        HttpServer collector = collector();
        String url = "http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces";
        List<Child> servers = new ArrayList<>();
        try (Load load = Load.start(LoadProcess.class, devices)) {
            List<Lane> lanes = new ArrayList<>();
            List<String> shares = new ArrayList<>(List.of(OFF));
            shares.addAll(List.of(arguments).subList(2, arguments.length));
            for (String share : shares) {
                List<String> settings = new ArrayList<>(List.of("embedded:" + directory.resolve(share)));
                if (!share.equals(OFF)) {
                    settings.addAll(List.of("tracing.otlp=" + url, "tracing.sample=" + share));
                }
                Child server = Child.start(
                        SessionCost.BOTH_CORES,
                        JavaOptions.ordinary().withHeap(HEAP),
                        ServerProcess.class,
                        settings.toArray());
                servers.add(server);
                Lane lane = Lane.of(share, server, SessionCost.port(server));
                lanes.add(lane);
                SessionCost.introduce(server, lane.port(), devices, null);
                SessionCost.begin(load, lane.port(), null);
                SessionCost.warmUp(load, server, mostWarmup, System.err::println);
            }
            print(lanes, new SessionTurns(load, System.err::println).measure(lanes, PLAN));
        } finally {
            servers.forEach(Child::close);
            collector.stop(0);
            TlsCost.delete(directory);
        }
    }

    private static HttpServer collector() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
                exchange.sendResponseHeaders(OK, -1);
            }
        });
        server.start();
        return server;
    }

    private static void print(List<Lane> lanes, Map<Lane, LaneCost> costs) {
        double first = costs.getOrDefault(lanes.get(0), LaneCost.NONE).millis();
        for (Lane lane : lanes) {
            double millis = costs.getOrDefault(lane, LaneCost.NONE).millis();
            System.out.printf(Locale.ROOT, "%.3f  %.4f ms a session  %s%n", millis / first, millis, lane.name());
        }
    }
}

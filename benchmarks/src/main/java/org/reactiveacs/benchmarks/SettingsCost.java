package org.reactiveacs.benchmarks;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * What settings change in what an ordinary session costs: {@code SettingsCost DEVICES MOST-WARMUP "[KEY=VALUE ...]"...}. Starts a server for
 * each list of settings, has them take turns, and prints each one's CPU a session as a ratio to that of the first. {@code {collector}} is the
 * URL of a collector of traces that takes everything.
 */
public final class SettingsCost {
    private static final String COLLECTOR = "{collector}";
    private static final String NOTHING = "as it is";
    private static final int OK = 200;

    private SettingsCost() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        HttpServer collector = collector();
        String url = "http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces";
        try {
            List<Contest.Entrant> entrants = new ArrayList<>();
            for (String settings : List.of(arguments).subList(2, arguments.length)) {
                entrants.add(new Contest.Entrant(
                        settings.isBlank() ? NOTHING : settings,
                        JavaOptions.ordinary().withHeap(Contest.HEAP),
                        settings.isBlank()
                                ? List.of()
                                : List.of(settings.replace(COLLECTOR, url).split(" +", -1))));
            }
            Contest.run(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), entrants);
        } finally {
            collector.stop(0);
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
}

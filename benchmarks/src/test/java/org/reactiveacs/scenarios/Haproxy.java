package org.reactiveacs.scenarios;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.reactiveacs.rig.Await;

/** A HAProxy process with the configuration that operators are given, before nodes on this machine. */
final class Haproxy implements Balancer {
    private static final Path CONFIGURATIONS = Path.of("..", "deploy", "haproxy");
    private static final Duration START = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newHttpClient();
    private final int cwmpPort = Ports.free();
    private final int apiPort = Ports.free();
    private final int metricsPort = Ports.free();
    private final Program program;

    /** What HAProxy looks into. */
    enum Mode {
        TCP("haproxy.cfg"),
        HTTP("haproxy-http.cfg");

        private final String file;

        Mode(String file) {
            this.file = file;
        }

        Path configuration() {
            return CONFIGURATIONS.resolve(file);
        }
    }

    private Haproxy(Path directory, Mode mode, List<Node> nodes) throws IOException {
        PosixFileAttributes us = Files.readAttributes(directory, PosixFileAttributes.class);
        Map<String, String> environment = new HashMap<>(Map.of(
                "HAPROXY_MAXCONN",
                "5000",
                "HAPROXY_USER",
                us.owner().getName(),
                "HAPROXY_GROUP",
                us.group().getName(),
                "CWMP_BIND",
                "127.0.0.1:" + cwmpPort,
                "API_BIND",
                "127.0.0.1:" + apiPort,
                "METRICS_BIND",
                "127.0.0.1:" + metricsPort));
        for (int i = 0; i < 2; i++) {
            String name = "NODE" + (i + 1);
            environment.put(name + "_HOST", "127.0.0.1");
            if (i < nodes.size()) {
                environment.put(
                        name + "_CWMP_PORT", Integer.toString(nodes.get(i).cwmpPort()));
                environment.put(
                        name + "_API_PORT", Integer.toString(nodes.get(i).apiPort()));
                environment.put(
                        name + "_MANAGEMENT_PORT", Integer.toString(nodes.get(i).managementPort()));
            } else {
                environment.put(name + "_MANAGEMENT_PORT", Integer.toString(Ports.free())); // never healthy
            }
        }
        program = Program.start(
                directory,
                environment,
                List.of("haproxy", "-db", "-f", mode.configuration().toString()));
    }

    /** Starts it before one or two nodes, and waits until it has found them healthy. */
    static Haproxy start(Path directory, Mode mode, List<Node> nodes) throws Exception {
        Haproxy haproxy = new Haproxy(directory, mode, nodes);
        try {
            Await.until("HAProxy finds the nodes healthy", START, () -> haproxy.healthyNodes() == nodes.size());
            return haproxy;
        } catch (Exception | AssertionError e) {
            haproxy.close();
            throw e;
        }
    }

    @Override
    public int cwmpPort() {
        return cwmpPort;
    }

    @Override
    public int apiPort() {
        return apiPort;
    }

    /** How many nodes get new connections. */
    int healthyNodes() throws IOException, InterruptedException {
        return (int) metrics()
                .lines()
                .filter(line ->
                        line.matches("haproxy_server_status\\{proxy=\"cwmp\",server=\"[^\"]*\",state=\"UP\"} 1"))
                .count();
    }

    /** A counter of the backend to which CPEs are sent. */
    long counter(String name) throws IOException, InterruptedException {
        return value("haproxy_backend_" + name + "{proxy=\"cwmp\"} ");
    }

    /** How often a node was chosen, for a connection in TCP mode, for a request in HTTP mode; nodes begin with 1. */
    long turnsOf(int node) throws IOException, InterruptedException {
        return value("haproxy_server_loadbalanced_total{proxy=\"cwmp\",server=\"node" + node + "\"} ");
    }

    private long value(String prefix) throws IOException, InterruptedException {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(prefix))
                .mapToLong(line -> Long.parseLong(line.substring(prefix.length())))
                .findFirst()
                .orElseThrow();
    }

    String log() throws IOException {
        return program.output();
    }

    private String metrics() throws IOException, InterruptedException {
        if (!program.isAlive()) {
            throw new IllegalStateException("HAProxy ended: " + program.output());
        }
        URI uri = URI.create("http://127.0.0.1:" + metricsPort + "/metrics");
        try {
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
        } catch (java.net.ConnectException e) {
            return ""; // not listening yet
        }
    }

    @Override
    public void close() {
        program.close();
    }
}

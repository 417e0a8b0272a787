package org.reactiveacs.scenarios;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.reactiveacs.rig.Await;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Prometheus that scrapes nodes each second. */
final class Prometheus implements AutoCloseable {
    private static final String CONFIGURATION = """
            global: {scrape_interval: 1s, evaluation_interval: 1s}
            rule_files: [alerts.yml]
            scrape_configs:
              - job_name: acs
                static_configs:
                  - targets: [%s]
                    labels: {cluster: main}
            """;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Program program;
    private final int port;

    private Prometheus(Program program, int port) {
        this.program = program;
        this.port = port;
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param rules what {@code alerts.yml} says
     */
    static Prometheus start(Path directory, String rules, List<Node> nodes) throws Exception {
        String targets = nodes.stream().map(Prometheus::target).collect(Collectors.joining(", "));
        Path configuration = Files.writeString(directory.resolve("prometheus.yml"), CONFIGURATION.formatted(targets));
        Files.writeString(directory.resolve("alerts.yml"), rules);
        int port = Ports.free();
        var program = Program.start(
                directory,
                Map.of(),
                List.of(
                        "prometheus",
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + directory.resolve("prometheus"),
                        "--web.listen-address=127.0.0.1:" + port));
        var started = new Prometheus(program, port);
        try {
            Await.until("Prometheus is ready", started::isReady);
            return started;
        } catch (Exception | AssertionError e) {
            started.close();
            throw e;
        }
    }

    /** One that somebody else has started, and ends. */
    static Prometheus of(Program program, int port) {
        return new Prometheus(program, port);
    }

    /** What a node is called as a target: its label {@code instance}. */
    static String target(Node node) {
        return "127.0.0.1:" + node.managementPort();
    }

    private boolean isReady() throws Exception {
        if (!program.isAlive()) {
            throw new IllegalStateException("Prometheus ended: " + program.output());
        }
        try {
            return send("/-/ready").statusCode() == 200;
        } catch (IOException e) {
            return false; // It does not listen yet.
        }
    }

    private java.net.http.HttpResponse<String> send(String path) throws IOException, InterruptedException {
        var uri = URI.create("http://127.0.0.1:" + port + path);
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    private JsonNode get(String path) throws Exception {
        var answer = send("/api/v1" + path);
        JsonNode body = JsonMapper.shared().readTree(answer.body());
        if (!body.path("status").asString("").equals("success")) {
            throw new AssertionError(path + ": " + answer.body());
        }
        return body.path("data");
    }

    /** The targets that it scrapes. */
    List<JsonNode> targets() throws Exception {
        return get("/targets?state=active").path("activeTargets").valueStream().toList();
    }

    /** All rules that it goes by. */
    List<JsonNode> rules() throws Exception {
        return get("/rules")
                .path("groups")
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream())
                .toList();
    }

    /** What an expression gives now: a value for each combination of labels, each a number as Prometheus writes it. */
    List<String> query(String expression) throws Exception {
        return get("/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .path("result")
                .valueStream()
                .map(sample -> sample.path("value").path(1).asString())
                .toList();
    }

    /** Whether an expression gives any number now. */
    boolean hasData(String expression) throws Exception {
        return query(expression).stream().anyMatch(value -> !value.equals("NaN"));
    }

    @Override
    public void close() {
        program.close();
    }
}

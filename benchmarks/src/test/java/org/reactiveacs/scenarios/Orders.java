package org.reactiveacs.scenarios;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Orders over the API, many at a time. */
final class Orders {
    static final String PARAMETER = "Device.WiFi.SSID.1.SSID";

    private static final int AT_A_TIME = 32;
    private static final int TRIES = 6;
    private static final int UNAVAILABLE = 503;
    private static final int POLL_MILLIS = 1_000;
    private static final Set<String> ENDED = Set.of("done", "failed", "expired", "cancelled");
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;
    private final String token;

    Orders(String base, String token) {
        this.base = base;
        this.token = token;
    }

    /** Registers devices, and orders each to set a value that tells whose it is. */
    void setOwnSerial(List<String> serials) {
        Flux.fromIterable(serials).flatMap(this::setOwnSerial, AT_A_TIME).blockLast(PATIENCE);
    }

    private Mono<JsonNode> setOwnSerial(String serial) {
        String device = "/devices/" + TestFleet.id(serial);
        String order = "{\"kind\": \"setParameterValues\", \"values\": {\"" + PARAMETER + "\": \"" + serial + "\"}}";
        return send("PUT", device, "{}").then(send("POST", device + "/tasks", order));
    }

    /** A task as it was acknowledged. */
    record Ordered(String device, String id) {}

    /** Orders the same of each device. */
    List<Ordered> order(List<String> serials, String json) {
        return Flux.fromIterable(serials)
                .flatMap(
                        serial -> send("POST", "/devices/" + TestFleet.id(serial) + "/tasks", json)
                                .map(task -> new Ordered(
                                        TestFleet.id(serial), task.at("/id").asString(""))),
                        AT_A_TIME)
                .collectList()
                .blockOptional(PATIENCE)
                .orElseThrow();
    }

    /** What became of tasks, by id, when all have ended or the time is over. */
    Map<String, String> ends(List<Ordered> tasks, Duration most) throws InterruptedException {
        Map<String, String> outcomes = new HashMap<>();
        long began = System.nanoTime();
        while (true) {
            outcomes.putAll(outcomes(tasks.stream()
                    .filter(task -> !ENDED.contains(outcomes.getOrDefault(task.id(), "")))
                    .toList()));
            if (ENDED.containsAll(outcomes.values()) || System.nanoTime() - began > most.toNanos()) {
                return outcomes;
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private Map<String, String> outcomes(List<Ordered> tasks) {
        return Flux.fromIterable(tasks)
                .flatMap(task -> send("GET", "/devices/" + task.device() + "/tasks/" + task.id(), ""), AT_A_TIME)
                .collectMap(
                        task -> task.at("/id").asString(""),
                        task -> task.at("/status").asString(""))
                .blockOptional(PATIENCE)
                .orElseThrow();
    }

    /** How the nodes stand, as one of them tells. */
    JsonNode cluster() {
        return send("GET", "/cluster", "").blockOptional(PATIENCE).orElseThrow();
    }

    /** The status of each device's only task. */
    List<String> statuses(List<String> serials) {
        return each(serials, "/tasks", "/items/0/status");
    }

    /** From where each device called last. */
    List<String> peers(List<String> serials) {
        return each(serials, "/visits", "/items/0/peer");
    }

    private List<String> each(List<String> serials, String resource, String pointer) {
        return Flux.fromIterable(serials)
                .flatMapSequential(serial -> send("GET", "/devices/" + TestFleet.id(serial) + resource, ""), AT_A_TIME)
                .map(answer -> answer.at(pointer).asString(""))
                .collectList()
                .blockOptional(PATIENCE)
                .orElseThrow();
    }

    private Mono<JsonNode> send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .method(method, BodyPublishers.ofString(body))
                .build();
        return Mono.fromFuture(() -> http.sendAsync(request, BodyHandlers.ofString()))
                .flatMap(answer -> answer.statusCode() == UNAVAILABLE
                        ? Mono.error(new TryLater(answer.body()))
                        : Mono.just(json(answer)))
                // As integrators do; tasks are ordered with a key, so none is ordered twice.
                .retryWhen(Retry.backoff(TRIES, Duration.ofMillis(200)).filter(TryLater.class::isInstance));
    }

    /** HTTP 503. */
    private static final class TryLater extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TryLater(String body) {
            super(body);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        if (answer.statusCode() >= 300) {
            throw new AssertionError(
                    answer.request().method() + " " + answer.uri() + ": " + answer.statusCode() + " " + answer.body());
        }
        return JsonMapper.shared().readTree(answer.body());
    }
}

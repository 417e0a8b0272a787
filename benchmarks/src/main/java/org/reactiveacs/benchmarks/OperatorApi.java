package org.reactiveacs.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an operator asks of the API of a server under test. Thread-safe. */
final class OperatorApi {
    private static final String READ =
            "{\"kind\":\"getParameterValues\",\"paths\":[\"Device.DeviceInfo.SoftwareVersion\"]}";

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final String base;

    OperatorApi(int port) {
        this.base = "http://127.0.0.1:" + port + "/api/v1";
    }

    /** Orders a read of a device, which is asked to call, and waits for its end: true if it came to a good one. */
    CompletableFuture<Boolean> read(int number) {
        String device = String.format(Locale.ROOT, "%s-%s%06d", WakeProcess.OUI, WakeProcess.SERIAL, number);
        return http.sendAsync(
                        request("/devices/" + device + "/tasks?wait=30s")
                                .POST(BodyPublishers.ofString(READ))
                                .build(),
                        BodyHandlers.ofString())
                .thenApply(answer -> answer.body().contains("\"status\":\"done\""));
    }

    /** Has devices asked to call, and tells where it can be seen how far that is. */
    String wake(String filter) throws IOException, InterruptedException {
        var answer = http.send(
                request("/connection-requests")
                        .POST(BodyPublishers.ofString("{\"filter\":\"" + filter + "\"}"))
                        .build(),
                BodyHandlers.ofString());
        return "/connection-requests/" + read(answer).at("/id").asString();
    }

    /** Ends an order. */
    void delete(String path) throws IOException, InterruptedException {
        read(http.send(request(path).DELETE().build(), BodyHandlers.ofString()));
    }

    /** Writes a document. */
    void put(String path, String body) {
        putLater(path, body).join();
    }

    /** Writes a document; the future fails if it is refused. */
    CompletableFuture<Void> putLater(String path, String body) {
        return http.sendAsync(request(path).PUT(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString())
                .thenAccept(answer -> {
                    if (answer.statusCode() >= 300) {
                        throw new IllegalStateException("status " + answer.statusCode() + ": " + answer.body());
                    }
                });
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return read(http.send(request(path).GET().build(), BodyHandlers.ofString()));
    }

    private JsonNode read(HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() >= 300) {
            throw new IOException("status " + answer.statusCode() + ": " + answer.body());
        }
        return json.readTree(answer.body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", "Bearer benchmark")
                .header("Content-Type", "application/json");
    }
}

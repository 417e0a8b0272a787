package org.reactiveacs.simulator.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class DemoTest {
    private static final String DEVICE = "/devices/02AC50-DEMO000002";
    private static final String SSID = "Device.WiFi.SSID.1.SSID";
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void whatIsOrderedOverTheApiHappensOnTheDevice() throws Exception {
        try (Demo demo = Demo.start(directory, 2, INTERVAL)) {
            await(() -> send(demo, DEVICE, null).statusCode() == 200);

            assertThat(order(demo, "{\"kind\": \"refresh\"}").at("/status").asString())
                    .isEqualTo("done");
            JsonNode set =
                    order(demo, "{\"kind\": \"setParameterValues\", \"values\": {\"" + SSID + "\": \"My network\"}}");
            JsonNode read = order(demo, "{\"kind\": \"getParameterValues\", \"paths\": [\"" + SSID + "\"]}");
            JsonNode reboot = order(demo, "{\"kind\": \"reboot\"}");

            assertThat(set.at("/status").asString()).isEqualTo("done");
            assertThat(read.at("/outcome/values").toString()).contains("My network");
            assertThat(reboot.at("/status").asString()).isEqualTo("done");
            assertThat(get(demo, DEVICE + "/parameters?path=Device.WiFi.SSID.1.")
                            .toString())
                    .contains("My network");
            await(() -> get(demo, DEVICE + "/visits").toString().contains("M Reboot"));
            assertThat(get(demo, DEVICE + "/visits").toString()).contains("0 BOOTSTRAP");
        }
    }

    @Test
    void itsDevicesNeedNotBeWaitedFor() throws Exception {
        String device = "/devices/02AC50-DEMO000001";
        try (Demo demo = Demo.start(directory, 1, Duration.ofHours(1))) {
            demo.awaitSample(PATIENCE);
            await(() ->
                    get(demo, device + "/visits").at("/items/0/end").asString().equals("completed"));

            HttpResponse<String> answer = send(demo, device + "/connection-request", "");

            assertThat(answer.body()).contains("\"outcome\":\"reached\"");
        }
    }

    @Test
    void portsThatAreTakenAreReplaced() throws Exception {
        try (Demo first = Demo.start(directory.resolve("1"), 1, INTERVAL);
                Demo second = Demo.start(directory.resolve("2"), 1, INTERVAL)) {
            assertThat(second.api()).isNotEqualTo(first.api());
            assertThat(second.welcome()).contains(second.api() + "/devices/02AC50-DEMO000001/tasks");
        }
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("it has happened").isLessThan(deadline);
            Thread.sleep(50);
        }
    }

    private JsonNode order(Demo demo, String body) throws Exception {
        HttpResponse<String> answer = send(demo, DEVICE + "/tasks?wait=30s", body);
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
        return JsonMapper.shared().readTree(answer.body());
    }

    private JsonNode get(Demo demo, String path) throws Exception {
        return JsonMapper.shared().readTree(send(demo, path, null).body());
    }

    private HttpResponse<String> send(Demo demo, String path, @Nullable String body) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(demo.api() + path)).timeout(PATIENCE);
        if (body != null) {
            request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }
}

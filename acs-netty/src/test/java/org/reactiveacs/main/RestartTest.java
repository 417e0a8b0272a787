package org.reactiveacs.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole server process is killed right after it has acknowledged, and started again on what it left behind. */
class RestartTest {

    private static final Pattern API = Pattern.compile(" api=(\\S+) ");

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path directory;

    private record Server(Process process, String api) {}

    @Test
    void whatWasAcknowledgedIsThereAfterAKill() throws Exception {
        var first = start();
        assertThat(send(first, "PUT", "/devices/00D09E-1", "{\"tags\": [\"vip\"]}", "")
                        .statusCode())
                .isEqualTo(201);
        assertThat(send(
                                first,
                                "PUT",
                                "/devices/00D09E-1/credentials",
                                "{\"username\": \"u\", \"password\": \"hidden-word\"}",
                                "")
                        .statusCode())
                .isEqualTo(204);
        var locations = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            var ordered = send(first, "POST", "/devices/00D09E-1/tasks", "{\"kind\": \"reboot\"}", "key-" + i);
            assertThat(ordered.statusCode()).isEqualTo(201);
            locations.add(ordered.headers().firstValue("Location").orElseThrow());
        }

        first.process().destroyForcibly().waitFor();
        var second = start();

        try {
            assertThat(send(second, "GET", "/devices/00D09E-1", "", "").body()).contains("\"vip\"");
            var tasks = send(second, "GET", "/devices/00D09E-1/tasks", "", "").body();
            assertThat(locations)
                    .allSatisfy(
                            location -> assertThat(tasks).contains(location.substring(location.lastIndexOf('/') + 1)));
            var again = send(second, "POST", "/devices/00D09E-1/tasks", "{\"kind\": \"reboot\"}", "key-3");
            assertThat(again.headers().firstValue("Location")).hasValue(locations.get(3));
            assertThat(send(second, "POST", "/devices/00D09E-1/tasks", "{\"kind\": \"factoryReset\"}", "key-3")
                            .statusCode())
                    .isEqualTo(422);
        } finally {
            second.process().destroy();
            assertThat(second.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(Files.readString(directory.resolve("log"))).doesNotContain("hidden-word");
    }

    private HttpResponse<String> send(Server server, String method, String path, String body, String key)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://" + server.api() + "/api/v1" + path))
                .header(
                        "Authorization",
                        "Bearer "
                                + Files.readString(directory.resolve("data/admin-token"))
                                        .trim())
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!key.isEmpty()) {
            request.header("Idempotency-Key", key);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private Server start() throws IOException, InterruptedException {
        var log = directory.resolve("log");
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve"));
        for (var setting : List.of(
                "store.url=embedded:" + directory.resolve("data"),
                "cwmp.listen=127.0.0.1:0",
                "api.listen=127.0.0.1:0",
                "management.listen=127.0.0.1:0")) {
            command.addAll(List.of("--set", setting));
        }
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        while (true) {
            var matcher = API.matcher(Files.readString(log));
            if (matcher.find()) {
                return new Server(process, matcher.group(1));
            }
            assertThat(process.waitFor(20, TimeUnit.MILLISECONDS))
                    .as("the server ended: %s", Files.readString(log))
                    .isFalse();
        }
    }
}

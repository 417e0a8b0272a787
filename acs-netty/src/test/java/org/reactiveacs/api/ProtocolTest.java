package org.reactiveacs.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private RunningApi api;

    @BeforeEach
    void start() {
        api = new RunningApi(
                directory,
                ApiAccess.token(new org.reactiveacs.auth.TokenVerifier(RunningApi.TOKEN)),
                new ApiSettings(1 << 20, Duration.ofMinutes(5), 1));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer wrong", "Basic Y29ycmVjdC1ob3JzZQ==", "correct-horse", "Bearer"})
    void withoutTheTokenThereIsNothing(String authorization) {
        for (var path : new String[] {"/api/v1/devices", "/api/v1", "/api/v1/nothing", "/elsewhere"}) {
            var answer = api.raw(HttpRequest.newBuilder(api.uri(path))
                    .header("Authorization", authorization)
                    .build());

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("www-authenticate")).isEqualTo("Bearer");
            assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        }
    }

    @Test
    void theDocumentNeedsNoToken() {
        var answer =
                api.raw(HttpRequest.newBuilder(api.uri("/api/v1/openapi.yaml")).build());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("application/yaml");
        assertThat(answer.http().body()).startsWith("openapi: 3.1.0");
        assertThat(api.raw(HttpRequest.newBuilder(api.uri("/api/v1/devices")).build())
                        .status())
                .isEqualTo(401);
    }

    @Test
    void openAccessNeedsNone() throws Exception {
        try (var open = new RunningApi(directory.resolve("open"), ApiAccess.open(), ApiSettings.DEFAULT)) {
            assertThat(open.raw(HttpRequest.newBuilder(open.uri("/api/v1/devices"))
                                    .build())
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void theIndexNamesThePlaces() {
        assertThat(api.get("").at("/devices")).isEqualTo("/api/v1/devices");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/devices/", "/devices//tasks", "/devices/x/nothing"})
    void whereNothingIsThereIsNotFound(String path) {
        var answer = api.get(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    }

    @Test
    void aMethodThatIsNotForAResourceIsRefusedWithThoseThatAre() {
        var answer = api.send("PATCH", "/devices/x", null);

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("allow")).isEqualTo("DELETE, GET, HEAD, PUT");
        assertThat(api.delete("/devices").header("allow")).isEqualTo("GET, HEAD");
    }

    @Test
    void headIsGetWithoutTheBody() {
        var answer = api.send("HEAD", "/devices", null);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-length"))
                .isEqualTo(Integer.toString("{\"items\":[],\"next\":null}".length()));
        assertThat(answer.http().body()).isEmpty();
    }

    @Test
    void onlyJsonIsServed() {
        assertThat(accepting("text/html").status()).isEqualTo(406);
        assertThat(accepting("application/json;q=0").status()).isEqualTo(406);
        assertThat(accepting("text/html, application/*;q=0.5").status()).isEqualTo(200);
        assertThat(accepting("*/*").status()).isEqualTo(200);
    }

    private Answer accepting(String accept) {
        return api.send("GET", "/devices", null, request -> request.header("Accept", accept));
    }

    @Test
    void onlyJsonIsTaken() {
        var answer =
                api.send("PUT", "/devices/00D09E-A", "{}", request -> request.setHeader("Content-Type", "text/plain"));

        assertThat(answer.status()).isEqualTo(415);
        assertThat(api.send(
                                "PUT",
                                "/devices/00D09E-A",
                                "{}",
                                request -> request.setHeader("Content-Type", "application/JSON; charset=utf-8"))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void aBodyMayHaveOneMebibyteAndNoMore() {
        int around = "{'tags':['']}".length();

        assertThat(api.put("/devices/00D09E-A", "{'tags':['" + "x".repeat((1 << 20) - around) + "']}")
                        .status())
                .isEqualTo(422);
        assertThat(api.put("/devices/00D09E-A", "{'tags':['" + "x".repeat((1 << 20) - around + 1) + "']}")
                        .status())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "", "{'a':1}}", "{'tags':[],'tags':[]}", "{tags:1}", "\u0000", "nul"})
    void aBodyThatIsNoJsonIsPointedAt(String body) {
        var answer = api.send("POST", "/devices/00D09E-A/tasks", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/type")).endsWith("malformed-request");
        assertThat(answer.at("/detail")).doesNotContain("tools.jackson").doesNotContain("\n");
    }

    @Test
    void nestingWithoutEndIsRefused() {
        assertThat(api.post("/devices/00D09E-A/tasks", "[".repeat(100_000)).status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/devices?filter=%ff", "/devices/%C3%28"})
    void whatIsEncodedByHalfIsRefused(String path) {
        assertThat(api.get(path).status()).isEqualTo(400);
    }

    @Test
    void noMoreRequestsWaitThanMay() throws Exception {
        api.devices.called("A", "1.0");
        var waiting =
                CompletableFuture.supplyAsync(() -> api.post("/devices/00D09E-A/tasks?wait=30s", "{'kind':'reboot'}"));
        while (api.get("/devices/00D09E-A/tasks").items("id").isEmpty()) {
            Thread.onSpinWait();
        }

        var refused = api.post("/devices/00D09E-A/tasks?wait=30s", "{'kind':'reboot'}");
        api.devices.done("A", org.reactiveacs.task.Outcome.NONE);
        var first = waiting.get(20, TimeUnit.SECONDS);

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("retry-after")).isEqualTo("5");
        assertThat(first.at("/status")).isEqualTo("done");
        assertThat(api.post("/devices/00D09E-A/tasks?wait=1ms", "{'kind':'reboot'}")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void aRefusedOrderGivesItsPlaceBack() {
        api.devices.called("A", "1.0");

        assertThat(api.post("/devices/00D09E-A/tasks?wait=1ms", "{}").status()).isEqualTo(422);
        assertThat(api.post("/devices/00D09E-X/tasks?wait=1ms", "{'kind':'reboot'}")
                        .status())
                .isEqualTo(404);
        // The answer may arrive a moment before the place is given back.
        await(() -> api.waiting() == 0);
    }

    @Test
    void aClientThatGoesAwayGivesItsPlaceBack() throws Exception {
        api.devices.called("A", "1.0");
        var body = "{\"kind\":\"reboot\"}";
        var request = "POST /api/v1/devices/00D09E-A/tasks?wait=5m HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                + RunningApi.TOKEN + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body;

        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), api.uri("/").getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            // The place is taken before the task is kept: a client that leaves between the two has ordered nothing.
            await(() -> !api.get("/devices/00D09E-A/tasks").items("status").isEmpty());
            assertThat(api.waiting()).isOne();
        }

        await(() -> api.waiting() == 0);
        assertThat(api.get("/devices/00D09E-A/tasks").items("status")).containsExactly("queued");
    }

    @Test
    void clientsThatGoAwayInTheMiddleDoTheStoreNoHarm() throws Exception {
        for (int i = 0; i < 50; i++) {
            api.devices.called("A" + i, "1.0");
        }
        var requests =
                new String[] {"devices?fields=Device.X&count=exact", "devices/00D09E-A1", "devices/00D09E-A1/tasks"};
        for (int i = 0; i < 600; i++) {
            var request = "GET /api/v1/" + requests[i % 3] + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                    + RunningApi.TOKEN + "\r\n\r\n";
            try (var socket =
                    new Socket(InetAddress.getLoopbackAddress(), api.uri("/").getPort())) {
                socket.setSoLinger(true, 0);
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                if (i % 2 == 0) {
                    LockSupport.parkNanos(i * 2_000L);
                }
            }
        }

        assertThat(api.get("/devices?count=exact").json().get("count").asInt()).isEqualTo(50);
        assertThat(api.put("/devices/00D09E-A1/tags/x", null).status()).isEqualTo(204);
    }

    private static void await(BooleanSupplier condition) {
        var deadline = Instant.now().plusSeconds(20);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(deadline);
            Thread.onSpinWait();
        }
    }

    @Test
    void aStoreThatIsClosedIsToldSo() {
        api.devices.called("A", "1.0");
        api.store.close();

        var answer = api.put("/devices/00D09E-A/tags/x", null);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("retry-after")).isEqualTo("2");
    }
}

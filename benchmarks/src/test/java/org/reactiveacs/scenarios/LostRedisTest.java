package org.reactiveacs.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.rig.Await;
import org.reactiveacs.store.redis.server.RedisServers;
import org.reactiveacs.store.redis.server.StandaloneRedis;

/** A node that loses Redis, and a node that leaves. */
@Tag("scenario")
final class LostRedisTest {
    private static final Duration SOON = Duration.ofSeconds(15);

    @RegisterExtension
    static final StandaloneRedis REDIS = RedisServers.standalone().withAof();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @BeforeEach
    void startEmpty() {
        REDIS.flush();
    }

    private Node node(String keys, String name) throws Exception {
        return Node.start(
                directory,
                Map.of(),
                List.of(
                        "store.url=" + REDIS.url(),
                        "node.name=" + name,
                        "security.keys=" + keys,
                        "api.token=token",
                        "cwmp.auth=none"));
    }

    @Test
    void itRefusesInformsSaysThatItIsNotReadyAndRecoversByItself() throws Exception {
        try (Node node = node(Site.keys(), "alone")) {
            Await.until("partitions are held", SOON, () -> log(node).contains("held=256"));
            assertThat(inform(node).statusCode()).isEqualTo(200);

            REDIS.primary().kill();

            Await.until("it is not ready", SOON, () -> readiness(node) == 503);
            HttpResponse<String> refused = inform(node);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            Await.until("leases are let go", SOON, () -> log(node).contains("held=0"));

            REDIS.primary().restart();

            Await.until("it is ready again", SOON, () -> readiness(node) == 200);
            assertThat(inform(node).statusCode()).isEqualTo(200);
            Await.until(
                    "partitions are held again",
                    SOON,
                    () -> log(node).lastIndexOf("held=256") > log(node).lastIndexOf("held=0"));
        }
    }

    @Test
    void aNodeThatLeavesHandsItsPartitionsOverAtOnce() throws Exception {
        String keys = Site.keys();
        try (Node first = node(keys, "first");
                Node second = node(keys, "second")) {
            Await.until("the work is shared", SOON, () -> held(first) > 64 && held(second) > 64);

            long before = System.nanoTime();
            first.close();

            // Without the hand-over it would take a lease's length from the last heartbeat.
            Await.until("the other has all", Duration.ofSeconds(5), () -> held(second) == 256);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(6));
        }
    }

    private static String log(Node node) throws IOException {
        return node.log();
    }

    /** Partitions that a node said last that it holds. */
    private static int held(Node node) throws IOException {
        String log = node.log();
        int at = log.lastIndexOf("held=");
        return at < 0 ? 0 : Integer.parseInt(log.substring(at + 5, log.indexOf(' ', at)));
    }

    private int readiness(Node node) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + node.managementPort() + "/health/ready");
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .statusCode();
    }

    private HttpResponse<String> inform(Node node) throws IOException, InterruptedException {
        String body = """
                <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:cwmp="urn:dslforum-org:cwmp-1-0">
                <soap:Header><cwmp:ID soap:mustUnderstand="1">1</cwmp:ID></soap:Header><soap:Body><cwmp:Inform>
                <DeviceId><Manufacturer>A</Manufacturer><OUI>00D09E</OUI><ProductClass>R</ProductClass>
                <SerialNumber>1</SerialNumber></DeviceId>
                <Event><EventStruct><EventCode>2 PERIODIC</EventCode><CommandKey></CommandKey></EventStruct></Event>
                <MaxEnvelopes>1</MaxEnvelopes><CurrentTime>2026-03-01T12:00:00Z</CurrentTime><RetryCount>0</RetryCount>
                <ParameterList></ParameterList></cwmp:Inform></soap:Body></soap:Envelope>""";
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.cwmpPort() + "/"))
                        .header("Content-Type", "text/xml; charset=utf-8")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}

package org.reactiveacs.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ManagementServerTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Health health = new Health();
    private final ManagementServer server = ManagementServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Optional.empty(),
            registry,
            health,
            EveryMeter.INFO);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void metricsAreServedInTheTextFormat() throws Exception {
        new AcsMetrics(registry).message("Inform", AcsMetrics.Direction.IN);
        try (ProcessMetrics process = new ProcessMetrics(registry)) {

            HttpResponse<String> response = get("/metrics");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("content-type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
            assertThat(response.body())
                    .contains("acs_messages_total{direction=\"in\",rpc=\"Inform\"} 1.0")
                    .contains("jvm_memory_used_bytes")
                    .contains("system_cpus ")
                    .contains("# TYPE process_cpu_seconds_total counter")
                    .doesNotContain("process_cpu_time_ns", "system_cpu_count")
                    .contains("netty_allocator_memory_used");
        }
    }

    @Test
    void whoAsksForOpenMetricsGetsThem() throws Exception {
        EveryMeter.appearsIn(registry);

        // As Prometheus asks since 2.5, and before.
        var open = get(
                "/metrics",
                "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
                        + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1");
        var text = get("/metrics", "text/plain;version=0.0.4;q=1,*/*;q=0.1");

        assertThat(open.headers().firstValue("content-type"))
                .contains("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(open.headers().firstValue("vary")).contains("accept");
        assertThat(open.body())
                .contains("# TYPE acs_messages counter\n")
                .contains("acs_messages_total{direction=\"in\",rpc=\"Inform\"} 1.0\n")
                .contains("acs_build_info{")
                .endsWith("# EOF\n");
        assertThat(text.headers().firstValue("content-type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(text.body()).contains("# TYPE acs_messages_total counter\n").doesNotContain("# EOF");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/openmetrics-text | OPEN_METRICS",
                "Application/OpenMetrics-Text ; version=1.0.0 ; q=0.9 , text/plain; q=0.9 | OPEN_METRICS",
                "application/openmetrics-text; q=0.3, text/plain | TEXT",
                "application/openmetrics-text; q=0 | TEXT",
                "application/openmetrics-text; q=much | OPEN_METRICS",
                "application/openmetrics-texts | TEXT",
                "*/* | TEXT",
                "'' | TEXT",
            })
    void theFormatIsTheOneThatIsLikedBest(String accept, ScrapeFormat format) {
        assertThat(ScrapeFormat.of(accept)).isEqualTo(format);
    }

    @Test
    void infoTellsWhatRuns() throws Exception {
        var response = get("/info");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(JsonMapper.shared().readTree(response.body()))
                .isEqualTo(JsonMapper.shared().readTree("""
                        {"node": "node1", "version": "1.2.3", "commit": "0123456789ab", "java": "17.0.1",
                         "started": "2026-01-01T00:00:00Z", "store": "redis-cluster", "tls": "openssl",
                         "features": ["cwmp.tls", "stun"]}"""));
    }

    @Test
    void liveAnswersAtOnce() throws Exception {
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void readyFollowsThePhaseAndEveryCheck() throws Exception {
        Queue<HealthCheck.Result> found = new ArrayDeque<>(List.of(
                HealthCheck.Result.up(),
                HealthCheck.Result.up(),
                HealthCheck.Result.down("disk full"),
                HealthCheck.Result.up()));
        health.add(HealthCheck.of("store", found::remove));

        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
        health.started();
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
        HttpResponse<String> down = get("/health/ready");
        health.stopping();
        HttpResponse<String> stopping = get("/health/ready");

        JsonNode body = JsonMapper.shared().readTree(down.body());
        assertThat(down.statusCode()).isEqualTo(503);
        assertThat(body.at("/checks/store/status").asString()).isEqualTo("down");
        assertThat(body.at("/checks/store/detail").asString()).isEqualTo("disk full");
        assertThat(body.at("/checks/node/status").asString()).isEqualTo("up");
        assertThat(stopping.statusCode()).isEqualTo(503);
    }

    @Test
    void aCheckThatThrowsIsDown() {
        health.started();
        health.add(HealthCheck.of("broken", () -> {
            throw new IllegalStateException("bug");
        }));

        assertThat(health.ready().isHealthy()).isFalse();
    }

    @Test
    void otherPathsAreNotFound() throws Exception {
        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(get("/health").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return get(path, "*/*");
    }

    private HttpResponse<String> get(String path, String accept) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri).header("Accept", accept).build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}

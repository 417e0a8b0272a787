package org.reactiveacs.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;
import tools.jackson.databind.json.JsonMapper;

/**
 * The listener for Prometheus and for health probes: {@code /metrics}, {@code /health/live}, {@code /health/ready}, and {@code
 * /info} for whoever wants to know what runs. It has a thread of its own, so a long scrape delays no session and a busy node
 * still answers probes.
 */
public final class ManagementServer implements AutoCloseable {
    private static final Duration STOP_WITHIN = Duration.ofSeconds(2);
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(90);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final PrometheusMeterRegistry registry;
    private final Health health;
    private final NodeInfo info;
    private final LoopResources loop = LoopResources.create("management", 1, true);
    private final DisposableServer server;

    private ManagementServer(
            InetSocketAddress address,
            Optional<SslContext> tls,
            PrometheusMeterRegistry registry,
            Health health,
            NodeInfo info) {
        this.registry = registry;
        this.health = health;
        this.info = info;
        HttpServer plain = HttpServer.create()
                .bindAddress(() -> address)
                .runOn(loop)
                .idleTimeout(IDLE_TIMEOUT)
                .requestTimeout(REQUEST_TIMEOUT);
        HttpServer http = tls.map(context -> plain.secure(spec -> spec.sslContext(context)))
                .orElse(plain);
        this.server = http.route(routes -> routes.get("/metrics", this::metrics)
                        .get("/info", (request, response) -> info(response))
                        .get("/health/live", (request, response) -> live(response))
                        .get("/health/ready", (request, response) -> ready(response)))
                .bindNow();
    }

    /**
     * Opens the listener and waits until it is bound.
     *
     * @throws RuntimeException of Netty or reactor-netty if the address cannot be had
     */
    public static ManagementServer start(
            InetSocketAddress address,
            Optional<SslContext> tls,
            PrometheusMeterRegistry registry,
            Health health,
            NodeInfo info) {
        return new ManagementServer(address, tls, registry, health, info);
    }

    /** Where it listens in fact, the port chosen if it was 0. */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.address();
    }

    @Override
    public void close() {
        server.disposeNow(STOP_WITHIN);
        loop.disposeLater(Duration.ZERO, STOP_WITHIN).block(STOP_WITHIN);
    }

    private Publisher<Void> metrics(HttpServerRequest request, HttpServerResponse response) {
        String type = ScrapeFormat.of(request.requestHeaders().get(HttpHeaderNames.ACCEPT))
                .contentType();
        return response.header(HttpHeaderNames.CONTENT_TYPE, type)
                .header(HttpHeaderNames.VARY, HttpHeaderNames.ACCEPT)
                .sendString(Mono.fromCallable(() -> registry.scrape(type)));
    }

    private Publisher<Void> info(HttpServerResponse response) {
        return json(response, 200, info);
    }

    private static Publisher<Void> live(HttpServerResponse response) {
        return json(response, 200, Map.of("status", "up"));
    }

    private Publisher<Void> ready(HttpServerResponse response) {
        Health.Report report = health.ready();
        Map<String, Object> checks = new LinkedHashMap<>();
        report.checks()
                .forEach((name, result) ->
                        checks.put(name, Map.of("status", status(result.healthy()), "detail", result.detail())));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", status(report.isHealthy()));
        body.put("checks", checks);
        return json(response, report.isHealthy() ? 200 : 503, body);
    }

    private static String status(boolean healthy) {
        return healthy ? "up" : "down";
    }

    private static Publisher<Void> json(HttpServerResponse response, int status, Object body) {
        return response.status(status)
                .header(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .sendString(Mono.just(JSON.writeValueAsString(body)));
    }
}

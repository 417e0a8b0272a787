package org.reactiveacs.genieacs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NbiSourceTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private final List<String> read = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private NbiSource source() {
        return new NbiSource(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Duration.ofMillis(200));
    }

    private void read() {
        source().read("devices", document -> read.add(document.path("_id").asString()));
    }

    /** Writes so much and no more, and leaves the connection open. */
    private void standStill(HttpExchange exchange, String written) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(written.getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(HttpExchange exchange, String written) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(written.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void anAnswerThatStandsStillIsAskedForAgainBehindWhatCameOfIt() {
        server.createContext("/devices/", exchange -> {
            if (asked.getAndIncrement() == 0) {
                standStill(exchange, "[{\"_id\":\"a\"},\n{\"_id\":\"b\"},\n");
            } else {
                assertThat(exchange.getRequestURI().getQuery()).contains("{\"_id\":{\"$gt\":\"b\"}}");
                write(exchange, "[{\"_id\":\"c\"}]");
            }
        });

        read();

        assertThat(read).containsExactly("a", "b", "c");
    }

    @Test
    void oneThatNeverComesIsGivenUp() {
        server.createContext("/devices/", exchange -> {
            asked.incrementAndGet();
            standStill(exchange, "[");
        });

        assertThatThrownBy(this::read)
                .isInstanceOf(GenieException.class)
                .hasMessageContaining("cannot read devices from GenieACS at http://127.0.0.1");
        assertThat(asked).hasValue(4);
    }

    @Test
    void aRedirectIsNotFollowed() {
        server.createContext("/devices/", exchange -> {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });

        assertThatThrownBy(this::read).hasMessageContaining("answers with status 302 for devices");
    }
}

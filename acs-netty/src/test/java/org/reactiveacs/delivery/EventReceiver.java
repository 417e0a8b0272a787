package org.reactiveacs.delivery;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program of a subscriber's on a free port of this machine: keeps what it took, and answers as it is told. */
final class EventReceiver implements AutoCloseable {

    /** A delivery as it came. */
    record Delivery(int status, String body, String subscription, String signature, boolean isReplay, String callback) {
        List<JsonNode> events() {
            var events = new ArrayList<JsonNode>();
            JsonMapper.shared().readTree(body).forEach(events::add);
            return events;
        }
    }

    /** Answers one delivery with a status; 0 gives no answer at all. */
    interface Behaviour {
        int status(String body) throws InterruptedException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Delivery> deliveries = new ArrayList<>();
    private volatile String retryAfter = "";
    private volatile Behaviour behaviour = body -> 204;

    EventReceiver() throws IOException {
        this(0);
    }

    EventReceiver(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/events";
    }

    /** Wants to be left alone so long with every answer; empty for no such header. */
    void retryAfter(String header) {
        retryAfter = header;
    }

    void behave(Behaviour next) {
        behaviour = next;
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            int status = behaviour.status(body);
            synchronized (deliveries) {
                deliveries.add(new Delivery(
                        status,
                        body,
                        String.valueOf(headers.getFirst("X-ACS-Subscription")),
                        String.valueOf(headers.getFirst("X-ACS-Signature")),
                        "true".equals(headers.getFirst("X-ACS-Replay")),
                        String.valueOf(headers.getFirst("X-ACS-Callback"))));
            }
            if (status == 302) {
                exchange.getResponseHeaders().add("Location", url() + "/elsewhere");
            }
            if (!retryAfter.isEmpty()) {
                exchange.getResponseHeaders().add("Retry-After", retryAfter);
            }
            if (status > 0) {
                exchange.sendResponseHeaders(status, -1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** All that came. */
    List<Delivery> deliveries() {
        synchronized (deliveries) {
            return List.copyOf(deliveries);
        }
    }

    List<Delivery> deliveries(Predicate<Delivery> fits) {
        return deliveries().stream().filter(fits).toList();
    }

    /** The events that were taken, in their order. */
    List<JsonNode> taken() {
        return deliveries(delivery -> delivery.status() / 100 == 2).stream()
                .flatMap(delivery -> delivery.events().stream())
                .toList();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }
}

package org.reactiveacs.tracing;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A collector on a free port of this machine: keeps what it takes, and answers as it is told. */
public final class CollectorServer implements AutoCloseable {

    /** A pace for tests. */
    private static final TracingSettings.Pace PACE =
            new TracingSettings.Pace(Duration.ofMillis(20), Duration.ofSeconds(2));

    private final Queue<Received> received = new ConcurrentLinkedQueue<>();
    private final Queue<String> bodies = new ConcurrentLinkedQueue<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicInteger requests = new AtomicInteger();
    private volatile int status = 200;
    private volatile boolean hangs;

    /**
     * A span as it came.
     *
     * @param parent empty for one without
     * @param attributes of any type, as text
     * @param resource of whoever sent it
     */
    public record Received(
            String trace,
            String id,
            String parent,
            String name,
            long start,
            long end,
            boolean failed,
            Map<String, String> attributes,
            Map<String, String> resource) {

        public boolean isRoot() {
            return parent.isEmpty();
        }

        /** Whether it calls the store. */
        public boolean isStore() {
            return name.startsWith("store ");
        }
    }

    public CollectorServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (hangs) {
                closing.await();
                return;
            }
            if (status == 200) {
                read(body);
            }
            exchange.sendResponseHeaders(status, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(byte[] body) throws IOException {
        bodies.add(new String(body, StandardCharsets.ISO_8859_1));
        for (var resource : ExportTraceServiceRequest.parseFrom(body).getResourceSpansList()) {
            var whose = attributes(resource.getResource().getAttributesList());
            for (var scope : resource.getScopeSpansList()) {
                scope.getSpansList().forEach(span -> received.add(received(span, whose)));
            }
        }
    }

    private static Received received(Span span, Map<String, String> resource) {
        return new Received(
                hex(span.getTraceId()),
                hex(span.getSpanId()),
                hex(span.getParentSpanId()),
                span.getName(),
                span.getStartTimeUnixNano(),
                span.getEndTimeUnixNano(),
                span.getStatus().getCodeValue() == 2,
                attributes(span.getAttributesList()),
                resource);
    }

    private static Map<String, String> attributes(List<io.opentelemetry.proto.common.v1.KeyValue> list) {
        Map<String, String> attributes = new TreeMap<>();
        for (var attribute : list) {
            var value = attribute.getValue();
            attributes.put(
                    attribute.getKey(),
                    value.hasIntValue()
                            ? Long.toString(value.getIntValue())
                            : value.hasArrayValue()
                                    ? value.getArrayValue().getValuesList().stream()
                                            .map(io.opentelemetry.proto.common.v1.AnyValue::getStringValue)
                                            .sorted()
                                            .toList()
                                            .toString()
                                    : value.getStringValue());
        }
        return attributes;
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    /** Where it takes traces. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces");
    }

    /** Settings for a node that sends to it soon. */
    public TracingSettings settings(double share, String node) {
        return new TracingSettings(url(), share, 1_000, node, "test", PACE);
    }

    /** What it took so far. */
    public List<Received> spans() {
        return List.copyOf(received);
    }

    /** The spans of messages in order of their beginning, without those of the store. */
    public List<Received> messages() {
        return received.stream()
                .filter(span -> !span.isRoot() && !span.isStore())
                .sorted(java.util.Comparator.comparingLong(Received::start))
                .toList();
    }

    /** The spans of sessions. */
    public List<Received> roots() {
        return received.stream().filter(Received::isRoot).toList();
    }

    /** All that was sent, byte by byte. */
    public String bytes() {
        return String.join("\n", bodies);
    }

    /** How often it was called. */
    public int requests() {
        return requests.get();
    }

    /** Refuses from now on, or takes again with 200. */
    public void answer(int code) {
        status = code;
    }

    /** Answers nothing from now on. */
    public void hang() {
        hangs = true;
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}

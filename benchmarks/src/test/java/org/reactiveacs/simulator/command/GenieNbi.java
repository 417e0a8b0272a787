package org.reactiveacs.simulator.command;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A northbound interface as GenieACS has it: collections as arrays with a document on each line, in pages, with their total in a header. */
final class GenieNbi implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServer server;
    private final Map<String, NavigableMap<String, Supplier<String>>> collections = new ConcurrentHashMap<>();

    /** Is told the name of each collection that is asked for. */
    volatile Consumer<String> asked = name -> {};

    /** How many answers for devices break off after their first document. */
    final AtomicInteger breaks = new AtomicInteger();

    GenieNbi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            var thread = new Thread(work, "genie-nbi");
            thread.setDaemon(true);
            return thread;
        }));
        for (var name :
                List.of("devices", "presets", "objects", "provisions", "virtualParameters", "config", "tasks")) {
            collections.put(name, new TreeMap<>());
        }
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    GenieNbi with(String collection, String id, Supplier<String> document) {
        Objects.requireNonNull(collections.get(collection)).put(id, document);
        return this;
    }

    /** Single quotes stand for double ones. */
    GenieNbi with(String collection, String document) {
        var json = document.replace('\'', '"');
        return with(collection, JSON.readTree(json).path("_id").asString(), () -> json);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var name = camel(exchange.getRequestURI().getPath().replace("/", ""));
            var documents = collections.get(name);
            if (documents == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            asked.accept(name);
            var query = query(exchange.getRequestURI().getRawQuery());
            var after = query.getOrDefault("query", JSON.createObjectNode())
                    .at("/_id/$gt")
                    .asString("");
            int limit = query.getOrDefault("limit", JSON.readTree("0")).asInt();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("total", String.valueOf(documents.size()));
            exchange.sendResponseHeaders(200, 0);
            var body = exchange.getResponseBody();
            body.write("[\n".getBytes(StandardCharsets.UTF_8));
            int written = 0;
            for (var document : documents.tailMap(after, false).values()) {
                if (limit > 0 && written == limit) {
                    break;
                }
                body.write(((written++ > 0 ? ",\n" : "") + document.get()).getBytes(StandardCharsets.UTF_8));
                if (name.equals("devices") && breaks.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    body.flush();
                    throw new IOException("broken off");
                }
            }
            body.write("\n]".getBytes(StandardCharsets.UTF_8));
            body.close();
        }
    }

    private static Map<String, JsonNode> query(String raw) {
        var query = new HashMap<String, JsonNode>();
        for (var part : raw.split("&", -1)) {
            int equals = part.indexOf('=');
            query.put(
                    part.substring(0, equals),
                    JSON.readTree(URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8)));
        }
        return query;
    }

    private static String camel(String name) {
        int underscore = name.indexOf('_');
        return underscore < 0
                ? name
                : name.substring(0, underscore)
                        + name.substring(underscore + 1, underscore + 2).toUpperCase(Locale.ROOT)
                        + name.substring(underscore + 2);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

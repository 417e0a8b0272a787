package org.reactiveacs.simulator.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.AcsMessage;
import org.reactiveacs.cwmp.CwmpLimits;
import org.reactiveacs.cwmp.CwmpMessage;
import org.reactiveacs.cwmp.CwmpReadException;
import org.reactiveacs.cwmp.CwmpReader;
import org.reactiveacs.cwmp.CwmpVersion;
import org.reactiveacs.cwmp.CwmpWriter;
import org.reactiveacs.cwmp.Envelope;
import org.reactiveacs.cwmp.Header;

/** An ACS that answers one request after the other as the test wrote it down, and keeps what came. */
final class ScriptedAcs implements AutoCloseable {
    private final HttpServer server;
    private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /** What came; the message is null when the body was empty. */
    record Request(
            @Nullable CwmpMessage message,
            @Nullable String cookie,
            @Nullable String authorization,
            @Nullable String contentType,
            @Nullable String soapAction,
            InetSocketAddress peer) {}

    private record Answer(int status, String body, List<String> headers) {}

    ScriptedAcs() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    ScriptedAcs says(AcsMessage message, String... headers) {
        byte[] body = new CwmpWriter().toBytes(Envelope.of(CwmpVersion.V1_0, Header.ofId("42"), message));
        script.add(new Answer(200, new String(body, UTF_8), List.of(headers)));
        return this;
    }

    /** An answer without a body; headers as {@code name: value}. */
    ScriptedAcs says(int status, String... headers) {
        script.add(new Answer(status, "", List.of(headers)));
        return this;
    }

    List<Request> requests() {
        return new ArrayList<>(requests);
    }

    private void handle(HttpExchange http) throws IOException {
        byte[] body = http.getRequestBody().readAllBytes();
        requests.add(new Request(
                message(body),
                http.getRequestHeaders().getFirst("Cookie"),
                http.getRequestHeaders().getFirst("Authorization"),
                http.getRequestHeaders().getFirst("Content-Type"),
                http.getRequestHeaders().getFirst("SOAPAction"),
                http.getRemoteAddress()));
        Answer answer = script.poll();
        if (answer == null) {
            answer = new Answer(500, "", List.of());
        }
        for (String header : answer.headers()) {
            int colon = header.indexOf(':');
            http.getResponseHeaders()
                    .add(header.substring(0, colon), header.substring(colon + 1).strip());
        }
        byte[] sent = answer.body().getBytes(UTF_8);
        http.sendResponseHeaders(answer.status(), sent.length == 0 ? -1 : sent.length);
        if (sent.length > 0) {
            http.getResponseBody().write(sent);
        }
        http.close();
    }

    private static @Nullable CwmpMessage message(byte[] body) {
        try (CwmpReader reader = CwmpReader.fromCpe(CwmpLimits.DEFAULT, null)) {
            reader.feed(body);
            return reader.finish().map(Envelope::message).orElse(null);
        } catch (CwmpReadException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

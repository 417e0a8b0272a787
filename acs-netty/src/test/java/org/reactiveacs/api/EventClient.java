package org.reactiveacs.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that follows events over a real connection, as a browser's EventSource reads them. */
final class EventClient implements AutoCloseable {

    /**
     * An event as it came.
     *
     * @param id that the client would go on from after it
     * @param name its type
     * @param data its data, empty for what only moves the id
     */
    record Event(String id, String name, String data) {
        JsonNode json() {
            return JsonMapper.shared().readTree(data);
        }

        String at(String pointer) {
            return json().at(pointer).asString();
        }
    }

    private static final long LIMIT_SECONDS = 30;
    private static final Event OVER = new Event("", "over", "");

    private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final HttpResponse<InputStream> response;

    /** @param lastId sent as Last-Event-ID, null to begin with what comes */
    EventClient(URI url, String token, @Nullable String lastId) {
        var request = HttpRequest.newBuilder(url)
                .header("Authorization", "Bearer " + token)
                .header("Accept", "text/event-stream");
        if (lastId != null) {
            request.header("Last-Event-ID", lastId);
        }
        try {
            response = HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        var thread = new Thread(this::read, "event-client");
        thread.setDaemon(true);
        thread.start();
    }

    int status() {
        return response.statusCode();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            var id = "";
            var name = "message";
            var data = new StringBuilder();
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    events.add(new Event(id, name, data.toString()));
                    name = "message";
                    data.setLength(0);
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data.append(line.substring(6));
                }
            }
        } catch (IOException e) {
            // The end of the connection is the end of the events.
        }
        events.add(OVER);
    }

    /** What comes next, comments with an id included. */
    Event next() {
        try {
            var event = events.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("nothing came");
            }
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The next event that has data. */
    Event nextEvent() {
        return next(event -> !event.data().isEmpty() || event.equals(OVER));
    }

    private Event next(Predicate<Event> fits) {
        while (true) {
            var event = next();
            if (fits.test(event)) {
                return event;
            }
        }
    }

    /** The next events that have data. */
    List<Event> nextEvents(int count) {
        var all = new ArrayList<Event>();
        while (all.size() < count) {
            all.add(nextEvent());
        }
        return all;
    }

    /** Waits until the connection is over. */
    void awaitEnd() {
        next(OVER::equals);
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.reactiveacs.genieacs;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * GenieACS' northbound interface. It is read in pages that each begin behind the last id of the one before, so that the database need not skip, devices that come or
 * go meanwhile move nothing, and a connection that breaks or stands still costs nothing but another. Java's newer HTTP client is not used, for
 * it waits for the rest of a body without end.
 */
final class NbiSource implements GenieSource {

    private static final int PAGE = 100;
    private static final int ATTEMPTS = 4;
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
    private static final Duration SILENT_FOR = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final JsonMapper JSON = new JsonMapper();

    private final URI base;
    private final Duration silentFor;

    NbiSource(URI base) {
        this(base, SILENT_FOR);
    }

    /** @param silentFor how long nothing may come of an answer before it is asked for again */
    NbiSource(URI base, Duration silentFor) {
        this.base = base;
        this.silentFor = silentFor;
    }

    /** How far a collection was read. */
    private static final class Progress {
        private @Nullable String last;
        private int ofPage;
    }

    @Override
    public void read(String name, Consumer<JsonNode> each) {
        var progress = new Progress();
        int failures = 0;
        do {
            progress.ofPage = 0;
            try {
                page(name, progress, each);
            } catch (IOException | JacksonIOException | UnexpectedEndOfInputException e) {
                failures = progress.ofPage > 0 ? 1 : failures + 1;
                if (failures == ATTEMPTS) {
                    throw new GenieException("cannot read " + name + " from GenieACS at " + base + ": " + e, e);
                }
                pause();
                progress.ofPage = PAGE; // Go on behind what was read.
            }
        } while (progress.ofPage == PAGE);
    }

    private void page(String name, Progress progress, Consumer<JsonNode> each) throws IOException {
        var connection = connection(name, progress.last);
        int status = connection.getResponseCode();
        if (status != HttpURLConnection.HTTP_OK) {
            throw new GenieException("GenieACS' NBI at " + base + " answers with status " + status + " for " + name);
        }
        try (var body = connection.getInputStream()) {
            try (var documents = JSON.readerFor(JsonNode.class).<JsonNode>readValues(body)) {
                while (documents.hasNext()) {
                    var document = documents.next();
                    var id = document.path("_id").asString("");
                    if (id.isEmpty()) {
                        throw new GenieException(
                                "no GenieACS answers at " + base + ": what it calls " + name + " has no _id");
                    }
                    each.accept(document);
                    progress.last = id;
                    progress.ofPage++;
                }
            } catch (JacksonIOException | UnexpectedEndOfInputException e) {
                throw e; // The connection broke, or a proxy ended what had broken before it.
            } catch (JacksonException e) {
                throw new GenieException(
                        "no GenieACS answers at " + base + ": what it calls " + name + " is no JSON", e);
            }
        }
    }

    private HttpURLConnection connection(String name, @Nullable String last) throws IOException {
        var query = JSON.createObjectNode();
        if (last != null) {
            query.putObject("_id").put("$gt", last);
        }
        var path = base.getPath() + (base.getPath().endsWith("/") ? "" : "/") + snake(name) + "/";
        var uri = base.resolve(
                path + "?query=" + encoded(query.toString()) + "&sort=" + encoded("{\"_id\":1}") + "&limit=" + PAGE);
        var connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setConnectTimeout(Math.toIntExact(CONNECT_WITHIN.toMillis()));
        connection.setReadTimeout(Math.toIntExact(silentFor.toMillis()));
        connection.setInstanceFollowRedirects(false);
        return connection;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GenieException("interrupted", e);
        }
    }

    /** The NBI calls {@code virtualParameters} virtual_parameters. */
    private static String snake(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

package org.reactiveacs.main;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the REST API of a running node. What goes wrong is a {@link CommandFailure} that says what to look at. */
final class ApiClient {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration MUCH_PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int ATTEMPTS = 5;
    private static final String BASE = "/api/v1";

    private final URI api;
    private final String token;
    private final HttpClient http;
    private final JsonMapper json = new JsonMapper();

    ApiClient(URI api, String token, @Nullable Path trust) {
        this.api = api;
        this.token = token;
        var builder = HttpClient.newBuilder().connectTimeout(PATIENCE);
        if (trust != null) {
            builder.sslContext(context(trust));
        }
        this.http = builder.build();
    }

    private static SSLContext context(Path trust) {
        try (var pem = Files.newInputStream(trust)) {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("ca " + store.size(), certificate);
            }
            var trusts = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusts.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trusts.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new CommandFailure("--ca: cannot use " + trust + ": " + e, e);
        }
    }

    JsonNode get(String path) {
        return send(request(path).GET().build());
    }

    /** Null if there is none. */
    @Nullable
    JsonNode find(String path) {
        var answer = ask(request(path).GET().build());
        return answer.statusCode() == 404 ? null : body(answer);
    }

    JsonNode post(String path) {
        return send(request(path).POST(HttpRequest.BodyPublishers.noBody()).build());
    }

    /** Sends JSON that may be sent again: while the API is unreachable or busy it is, a few times. */
    JsonNode post(String path, byte[] body) {
        var request = request(path)
                .timeout(MUCH_PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        for (int attempt = 1; ; attempt++) {
            try {
                var answer = ask(request);
                if (answer.statusCode() != 503 || attempt == ATTEMPTS) {
                    return body(answer);
                }
            } catch (CommandFailure failure) {
                if (attempt == ATTEMPTS || !(failure.getCause() instanceof IOException)) {
                    throw failure;
                }
            }
            pause(attempt);
        }
    }

    private static void pause(int attempt) {
        try {
            Thread.sleep(PAUSE.multipliedBy(attempt).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted", e);
        }
    }

    /** Puts a document where none is. */
    void create(String path, JsonNode document) {
        send(request(path)
                .header("Content-Type", "application/json")
                .header("If-None-Match", "*")
                .PUT(HttpRequest.BodyPublishers.ofString(document.toString()))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request;
        try {
            request = HttpRequest.newBuilder(api.resolve(BASE + path)).timeout(PATIENCE);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("--api: " + api + " is no http or https URL", e);
        }
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private JsonNode send(HttpRequest request) {
        return body(ask(request));
    }

    private HttpResponse<String> ask(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new CommandFailure("cannot reach the API at " + api + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted", e);
        }
    }

    private JsonNode body(HttpResponse<String> answer) {
        JsonNode body;
        try {
            body = json.readTree(answer.body());
        } catch (JacksonException e) {
            throw new CommandFailure(
                    "no answer of this API at " + api + ": status " + answer.statusCode() + ", not JSON", e);
        }
        if (answer.statusCode() != 200 && answer.statusCode() != 201) {
            throw new CommandFailure(
                    body.path("detail").asString("the API answered with status " + answer.statusCode()));
        }
        return body;
    }
}

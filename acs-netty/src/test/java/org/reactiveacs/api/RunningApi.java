package org.reactiveacs.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.auth.TokenVerifier;
import org.reactiveacs.cluster.LocalMail;
import org.reactiveacs.cluster.LocalMembership;
import org.reactiveacs.cluster.Member;
import org.reactiveacs.cluster.Membership;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.device.Reach;
import org.reactiveacs.library.Policies;
import org.reactiveacs.library.PoliciesInForce;
import org.reactiveacs.policy.desired.Marks;
import org.reactiveacs.policy.desired.Seen;
import org.reactiveacs.policy.expression.Scope;
import org.reactiveacs.policy.expression.Server;
import org.reactiveacs.port.Ids;
import org.reactiveacs.port.RandomIds;
import org.reactiveacs.port.WakeOutcome;
import org.reactiveacs.store.embedded.EmbeddedStore;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** An API on a store of its own, and a client that checks every answer against the document. */
final class RunningApi implements AutoCloseable {
    static final String TOKEN = "correct-horse";

    final Clock clock = Clock.systemUTC();
    final Ids ids = new RandomIds(clock);
    final EmbeddedStore store;
    final StoredDevices devices;
    final ApiParts parts;

    /** Devices that were asked to call. */
    final Queue<DeviceId> woken = new ConcurrentLinkedQueue<>();

    /** What becomes of each. */
    volatile WakeOutcome wakeOutcome =
            new WakeOutcome(WakeOutcome.Result.REACHED, Reach.Way.TCP, "", Duration.ofMillis(40));

    private static final Marks.Signer NO_KEYS = new Marks.Signer() {
        @Override
        public byte[] mac(byte[] message) {
            return message;
        }

        @Override
        public boolean verify(byte[] message, byte[] tag) {
            return Arrays.equals(message, tag);
        }
    };

    private final LocalMail mail = new LocalMail();
    private final ApiServer server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ApiDocument document = ApiDocument.load();

    RunningApi(Path directory) {
        this(directory, ApiAccess.token(new TokenVerifier(TOKEN)), ApiSettings.DEFAULT);
    }

    RunningApi(Path directory, ApiAccess access, ApiSettings settings) {
        store = EmbeddedStore.open(new EmbeddedStore.Settings(directory, IdentityScheme.OUI_SERIAL, null), mail);
        devices = new StoredDevices(store, ids, clock);
        parts = new ApiParts(
                store,
                new PoliciesInForce(new Policies(store.library(), Server.NONE)),
                new Seen.Tools(new Marks(NO_KEYS), (device, registration) -> Scope.Secrets.NONE),
                mail,
                alone(clock),
                (device, urgency) -> Mono.fromSupplier(() -> {
                    woken.add(device);
                    return wakeOutcome;
                }),
                ids,
                clock,
                access,
                IdentityScheme.OUI_SERIAL,
                settings);
        parts.policies().look().block();
        server = ApiServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Optional.empty(), parts);
    }

    int waiting() {
        return server.waiting();
    }

    int streams() {
        return server.streams();
    }

    void drain() {
        server.drain();
    }

    TaskWaits waits() {
        return new TaskWaits(store.tasks(), mail, 1, Schedulers.immediate());
    }

    Answer get(String path) {
        return send("GET", path, null);
    }

    Answer put(String path, @Nullable String body) {
        return send("PUT", path, body);
    }

    Answer post(String path, @Nullable String body) {
        return send("POST", path, body);
    }

    Answer delete(String path) {
        return send("DELETE", path, null);
    }

    Answer send(String method, String path, @Nullable String body) {
        return send(method, path, body, request -> request);
    }

    /** Sends a request with the token and, single quotes standing for double ones, a JSON body. */
    Answer send(String method, String path, @Nullable String body, UnaryOperator<HttpRequest.Builder> more) {
        var request = HttpRequest.newBuilder(uri("/api/v1" + path))
                .header("Authorization", "Bearer " + TOKEN)
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        var answer = raw(more.apply(request).build());
        document.check(method, path, answer);
        return answer;
    }

    Answer raw(HttpRequest request) {
        try {
            return new Answer(http.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.close();
        store.close();
    }

    private static Membership alone(InstantSource clock) {
        return new LocalMembership(new Member("1", "node", "1.0", clock.instant(), 1, 0), () -> 7);
    }
}

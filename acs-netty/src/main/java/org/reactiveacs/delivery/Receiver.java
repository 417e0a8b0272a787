package org.reactiveacs.delivery;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.outbound.BodySignature;
import org.reactiveacs.outbound.PostClient;
import org.reactiveacs.subscription.EventSubscription;
import org.reactiveacs.subscription.TaskCallback;
import reactor.core.publisher.Mono;

/** Posts what is to be delivered to whoever has subscribed. Thread-safe. */
final class Receiver implements AutoCloseable {

    private static final String SUBSCRIPTION = "X-ACS-Subscription";
    private static final String REPLAY = "X-ACS-Replay";
    private static final String CALLBACK = "X-ACS-Callback";
    private static final int CONNECTIONS = 64;

    /** Nobody looks at the answer. */
    private static final int ANSWER_BYTES = 16 << 10;

    private final DeliverySettings settings;
    private final PostClient client;
    private final InstantSource clock;
    private final AcsMetrics metrics;

    Receiver(DeliverySettings settings, InstantSource clock, AcsMetrics metrics) {
        this.settings = settings;
        this.clock = clock;
        this.metrics = metrics;
        this.client = new PostClient(new PostClient.Settings(
                "deliveries", settings.targets(), settings.trust(), CONNECTIONS, settings.timeout(), ANSWER_BYTES));
    }

    /**
     * Delivers; gives what came of it, and never an error.
     *
     * @param body a JSON array of events
     * @param replay whether it was given up before
     */
    Mono<DeliveryOutcome> deliver(EventSubscription subscription, String body, boolean replay) {
        var headers = new HashMap<String, String>();
        headers.put(SUBSCRIPTION, subscription.id());
        if (replay) {
            headers.put(REPLAY, "true");
        }
        var terms = subscription.terms();
        return counted(terms.uri(), body, headers, terms.secret());
    }

    /** Tells that a task has ended; gives what came of it, and never an error. */
    Mono<DeliveryOutcome> deliver(TaskCallback callback) {
        var headers = new HashMap<String, String>();
        headers.put(CALLBACK, callback.task());
        return counted(callback.uri(), callback.body(), headers, callback.secret());
    }

    private Mono<DeliveryOutcome> counted(URI url, String text, Map<String, String> headers, String secret) {
        return Mono.defer(() -> {
            long begun = System.nanoTime();
            var body = text.getBytes(StandardCharsets.UTF_8);
            if (!secret.isEmpty()) {
                headers.put(BodySignature.HEADER, new BodySignature(List.of(secret)).of(clock.instant(), body));
            }
            return post(url, body, headers)
                    .doOnNext(outcome -> metrics.delivery(outcome.word(), Duration.ofNanos(System.nanoTime() - begun)));
        });
    }

    private Mono<DeliveryOutcome> post(URI url, byte[] body, Map<String, String> headers) {
        if (client.isForbidden(url)) {
            return Mono.just(DeliveryOutcome.forbidden(url.getHost()));
        }
        return client.post(url, body, headers, settings.timeout())
                .map(received -> DeliveryOutcome.of(
                        received, clock.instant(), settings.patience().mostPause()))
                .onErrorResume(failure -> Mono.just(DeliveryOutcome.of(failure, url.getHost(), settings)));
    }

    @Override
    public void close() {
        client.close();
    }
}

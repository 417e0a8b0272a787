package org.reactiveacs.hooks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.library.Hooks;
import org.reactiveacs.library.PoliciesInForce;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.outbound.BodySignature;
import org.reactiveacs.outbound.PostClient;
import org.reactiveacs.policy.Hook;
import org.reactiveacs.policy.hook.HookAnswer;
import org.reactiveacs.policy.hook.HookQuestion;
import reactor.core.publisher.Mono;

/**
 * Asks hooks, each question once: who asks the same meanwhile waits for the same answer, and one that counts for a while is kept.
 * Thread-safe.
 */
public final class HookCalls implements Hooks, AutoCloseable {

    private final HookSettings settings;
    private final BodySignature signature;
    private final Breakers breakers;
    private final PostClient client;
    private final AnswerReader reader;
    private final InstantSource clock;
    private final AcsMetrics metrics;
    private final Cache<Key, Kept> kept;
    private final ConcurrentMap<Key, Mono<HookAnswer>> underWay = new ConcurrentHashMap<>();

    /** What makes two questions the same. */
    private record Key(long revision, DeviceId device, String body) {
        static Key of(HookQuestion question) {
            try {
                var hash = MessageDigest.getInstance("SHA-256")
                        .digest(question.body().getBytes(StandardCharsets.UTF_8));
                return new Key(
                        question.revision(), question.device(), HexFormat.of().formatHex(hash));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }

    private record Kept(HookAnswer answer, Duration span) {}

    public HookCalls(HookSettings settings, PoliciesInForce policies, InstantSource clock, AcsMetrics metrics) {
        this.settings = settings;
        this.signature = new BodySignature(settings.secrets());
        this.breakers = new Breakers(settings.openFor());
        this.client = new PostClient(new PostClient.Settings(
                "hooks",
                settings.targets(),
                settings.trust(),
                settings.bounds().connections(),
                Hook.MOST_TIMEOUT,
                settings.bounds().answerBytes()));
        this.reader = new AnswerReader(policies);
        this.clock = clock;
        this.metrics = metrics;
        this.kept = Caffeine.newBuilder()
                .maximumSize(settings.bounds().cached())
                .expireAfter(Expiry.<Key, Kept>creating((key, value) -> value.span()))
                .build();
        metrics.hooksPaused(breakers::open);
    }

    @Override
    public Mono<HookAnswer> ask(HookQuestion question) {
        var key = Key.of(question);
        var known = kept.getIfPresent(key);
        if (known != null) {
            metrics.hook("cached", Duration.ZERO);
            return Mono.just(known.answer());
        }
        return underWay.computeIfAbsent(
                key,
                asked -> call(question)
                        .doOnNext(answer -> keep(asked, question, answer))
                        // Before anybody has the answer: who asks then asks anew.
                        .doOnTerminate(() -> underWay.remove(asked))
                        .cache());
    }

    private void keep(Key key, HookQuestion question, HookAnswer answer) {
        var span = question.hook().cache();
        if (span != null && answer.failure() == null) {
            kept.put(key, new Kept(answer, span));
        }
    }

    private Mono<HookAnswer> call(HookQuestion question) {
        return Mono.defer(() -> {
            long begun = System.nanoTime();
            return outcome(question).map(outcome -> {
                metrics.hook(outcome.word(), Duration.ofNanos(System.nanoTime() - begun));
                return answer(question, outcome);
            });
        });
    }

    private Mono<HookOutcome> outcome(HookQuestion question) {
        if (!signature.isReady()) {
            return Mono.just(HookOutcome.failed("unsigned", true, "not asked, for hooks.secret is not set"));
        }
        var url = question.hook().url();
        if (client.isForbidden(url)) {
            return Mono.just(HookOutcome.forbidden(url.getHost()));
        }
        var breaker = breakers.of(url);
        if (!breaker.tryAcquirePermission()) {
            return Mono.just(HookOutcome.failed(
                    "paused",
                    false,
                    "not asked, for it failed too often just now: it is left alone for " + settings.openFor()));
        }
        var body = question.body().getBytes(StandardCharsets.UTF_8);
        var signed = Map.of(BodySignature.HEADER, signature.of(clock.instant(), body));
        return client.post(url, body, signed, question.hook().timeout())
                .map(answer -> HookOutcome.of(answer, reader))
                .onErrorResume(failure -> Mono.just(HookOutcome.of(failure, question.hook(), settings.bounds())))
                .doOnNext(outcome -> {
                    switch (outcome.health()) {
                        case WELL -> breaker.onSuccess(0, breaker.getTimestampUnit());
                        case ILL -> breaker.onError(0, breaker.getTimestampUnit(), new HookFailure(outcome.word()));
                        case UNKNOWN -> breaker.releasePermission();
                    }
                })
                .doOnCancel(breaker::releasePermission);
    }

    private HookAnswer answer(HookQuestion question, HookOutcome outcome) {
        var failure = outcome.failure();
        return failure == null
                ? HookAnswer.wants(question.revision(), until(question), outcome.wanted())
                : HookAnswer.failed(question.revision(), failure);
    }

    /** Times are kept to the millisecond: that is what records hold. */
    private @Nullable Instant until(HookQuestion question) {
        var span = question.hook().cache();
        return span == null ? null : Instant.ofEpochMilli(clock.millis()).plus(span);
    }

    @Override
    public void close() {
        client.close();
    }

    /** For the breaker, which takes exceptions. */
    private static final class HookFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        HookFailure(String word) {
            super(word, null, false, false);
        }
    }
}

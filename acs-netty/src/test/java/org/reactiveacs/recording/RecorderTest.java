package org.reactiveacs.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.capture.CaptureOrder;
import org.reactiveacs.capture.CapturedMessage;
import org.reactiveacs.capture.CapturedMessage.Direction;
import org.reactiveacs.capture.Captures;
import org.reactiveacs.capture.Tap.Overheard;
import org.reactiveacs.cluster.LocalMail;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.keys.KeyRing;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.port.Actor;
import org.reactiveacs.port.RandomIds;
import org.reactiveacs.store.Documents;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.StoreException;
import org.reactiveacs.store.Write;
import org.reactiveacs.store.embedded.EmbeddedStore;
import org.reactiveacs.store.redis.server.Await;
import reactor.core.publisher.Mono;

class RecorderTest {
    private static final DeviceId WATCHED = DeviceId.of("00D09E-A");
    private static final DeviceId OTHER = DeviceId.of("00D09E-B");
    private static final int MOST_BYTES = 100;

    private final Clock clock = Clock.systemUTC();
    private final RandomIds ids = new RandomIds(clock);
    private final AtomicBoolean isDown = new AtomicBoolean();
    private final AtomicInteger refused = new AtomicInteger();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @SuppressWarnings("NullAway.Init")
    private EmbeddedStore store;

    @SuppressWarnings("NullAway.Init")
    private Captures captures;

    @SuppressWarnings("NullAway.Init")
    private Recorder recorder;

    @BeforeEach
    void open(@TempDir Path directory) {
        store = EmbeddedStore.open(
                new EmbeddedStore.Settings(directory, IdentityScheme.OUI_SERIAL, KeyRing.generate(new SecureRandom())),
                new LocalMail());
        captures = new Captures(breakable(store));
        recorder = new Recorder(
                captures,
                "n1",
                ids,
                clock,
                new AcsMetrics(registry),
                new Recorder.Limits(3, MOST_BYTES, 10, Duration.ofHours(1)));
    }

    @AfterEach
    void close() {
        recorder.close();
        store.close();
    }

    /** The store, but no messages are written to it while it is down. */
    private Store breakable(Store real) {
        var documents = through(Documents.class, real.sealedDocuments(), method -> {
            if (!method.equals("putAll") || !isDown.get()) {
                return null;
            }
            refused.incrementAndGet();
            return Mono.error(new StoreException("down"));
        });
        return through(Store.class, real, method -> method.equals("sealedDocuments") ? documents : null);
    }

    private static <T> T through(Class<T> type, T real, Function<String, @Nullable Object> instead) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    var other = instead.apply(method.getName());
                    try {
                        return other == null ? method.invoke(real, arguments) : other;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private void order(Instant until) throws Exception {
        var before = captures.find(WATCHED)
                .map(Captures.Standing::version)
                .defaultIfEmpty(0L)
                .block();
        captures.order(
                        new CaptureOrder(WATCHED, "tester", clock.instant(), until),
                        Objects.requireNonNull(before),
                        new Write(ids.next(), Actor.operator("tester"), clock.instant()))
                .block();
    }

    private void watch() throws Exception {
        order(clock.instant().plusSeconds(60));
        Await.until("the order is seen", () -> recorder.isWanted(WATCHED));
    }

    private static Overheard said(String text, Charset charset) {
        byte[] bytes = text.getBytes(charset);
        return new Overheard("10.0.0.1", Direction.FROM_DEVICE, 0, bytes.length, bytes);
    }

    private List<String> bodies() {
        return Objects.requireNonNull(captures.messages(WATCHED, "").block()).values().stream()
                .map(CapturedMessage::body)
                .toList();
    }

    @Test
    void onlyOrderedDevicesAreWantedAndOnlyUntilTheirOrderEnds() throws Exception {
        assertThat(recorder.isOpen()).isFalse();

        watch();

        assertThat(recorder.isOpen()).isTrue();
        assertThat(recorder.isWanted(OTHER)).isFalse();
        order(clock.instant());
        Await.until("the order has ended", () -> !recorder.isOpen());
        assertThat(recorder.isWanted(WATCHED)).isFalse();
    }

    @Test
    void theNewestMessagesAreKeptInOrderWithoutTheirSecrets() throws Exception {
        watch();
        for (int i = 0; i < 5; i++) {
            recorder.take(WATCHED, said(i + "<Password>s3cr3t</Password>", StandardCharsets.UTF_8));
        }

        Await.until("the newest are left", () -> bodies().size() == 3);
        assertThat(bodies())
                .containsExactly(
                        "2<Password>********</Password>",
                        "3<Password>********</Password>",
                        "4<Password>********</Password>");
    }

    @Test
    void textsAreReadAsTheyAreMeant() throws Exception {
        watch();
        byte[] cut = "Grüße".getBytes(StandardCharsets.UTF_8);
        recorder.take(WATCHED, said("Grüße", StandardCharsets.UTF_8));
        recorder.take(WATCHED, said("Grüße", StandardCharsets.ISO_8859_1));
        recorder.take(
                WATCHED,
                new Overheard("10.0.0.1", Direction.TO_DEVICE, 200, cut.length, java.util.Arrays.copyOf(cut, 3)));

        Await.until("all are kept", () -> bodies().size() == 3);
        assertThat(bodies()).containsExactly("Grüße", "Grüße", "Gr");
    }

    @Test
    void whatIsTooMuchAtATimeIsLostAndCounted() throws Exception {
        watch();
        for (int i = 0; i < 50; i++) {
            recorder.take(WATCHED, said("x", StandardCharsets.UTF_8));
        }

        assertThat(registry.get("acs.captured.messages")
                        .tag("outcome", "lost")
                        .counter()
                        .count())
                .isPositive();
    }

    @Test
    void whatTheStoreDoesNotTakeNowIsWrittenLater() throws Exception {
        watch();
        isDown.set(true);
        recorder.take(WATCHED, said("one", StandardCharsets.UTF_8));
        Await.until("the store refuses it", () -> refused.get() > 0);
        recorder.take(WATCHED, said("two", StandardCharsets.UTF_8));

        isDown.set(false);

        Await.until("both are kept", () -> bodies().equals(List.of("one", "two")));
    }

    @Test
    void whatIsKeptOfACustomerIsEncrypted() throws Exception {
        watch();
        recorder.take(WATCHED, said("<Value>Anna's phone</Value>", StandardCharsets.UTF_8));
        Await.until("it is kept", () -> bodies().size() == 1);

        var stored = Objects.requireNonNull(
                store.documents().all("captured " + WATCHED).block());

        assertThat(stored).hasSize(1);
        assertThat(stored.values())
                .allSatisfy(record -> assertThat(new String(record, StandardCharsets.ISO_8859_1))
                        .doesNotContain("Anna"));
    }

    @Test
    void nothingIsLeftOfAnOrderThatWasTakenBack() throws Exception {
        watch();
        recorder.take(WATCHED, said("first", StandardCharsets.UTF_8));
        Await.until("it is kept", () -> bodies().size() == 1);
        var standing = Objects.requireNonNull(captures.find(WATCHED).block());

        captures.forget(standing, new Write(ids.next(), Actor.operator("tester"), clock.instant()))
                .block();
        recorder.take(WATCHED, said("late", StandardCharsets.UTF_8));

        Await.until("the order is forgotten", () -> !recorder.isOpen());
        Await.until("nothing is left", () -> bodies().isEmpty());
    }

    @Test
    void whatWasOrderedLongAgoIsForgotten() throws Exception {
        order(clock.instant().minus(Duration.ofHours(2)));

        Await.until(
                "it is gone",
                () -> Objects.requireNonNull(captures.all().block()).isEmpty());
    }
}

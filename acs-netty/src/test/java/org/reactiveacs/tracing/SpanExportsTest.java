package org.reactiveacs.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Identity;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.metrics.Exemplars;
import org.reactiveacs.store.redis.server.Await;
import org.slf4j.LoggerFactory;

@Timeout(60)
class SpanExportsTest {

    private static final Logger LOG = (Logger) LoggerFactory.getLogger(SpanExports.class);
    private static final TracedSession SESSION = new TracedSession(
            DeviceId.of("00D09E-1"),
            new Identity("Acme", "00D09E", "Router", "1"),
            Set.of("2 PERIODIC"),
            Instant.EPOCH);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @SuppressWarnings("NullAway.Init")
    private CollectorServer collector;

    @SuppressWarnings("NullAway.Init")
    private SampledTraces traces;

    @BeforeEach
    void listen() throws Exception {
        collector = new CollectorServer();
        lines.start();
        LOG.addAppender(lines);
    }

    @AfterEach
    void stop() {
        traces.close();
        collector.close();
        LOG.detachAppender(lines);
    }

    private void open(TracingSettings settings) {
        traces = SampledTraces.open(settings, new AcsMetrics(registry), new Exemplars());
    }

    private TracingSettings settings(int queue, Duration timeout) {
        return new TracingSettings(
                collector.url(), 1, queue, "n1", "test", new TracingSettings.Pace(Duration.ofMillis(20), timeout));
    }

    /** Sends spans, one a session. */
    private void send(int count) {
        for (int i = 0; i < count; i++) {
            Objects.requireNonNull(traces.of(String.format("%032x", i)))
                    .ended(SESSION, "completed", Instant.EPOCH.plusSeconds(1));
        }
    }

    private double counted(String outcome) {
        var counter = registry.find("acs.traces.spans").tag("outcome", outcome).counter();
        return counter == null ? 0 : counter.count();
    }

    private List<String> told(Level level) {
        return List.copyOf(lines.list).stream()
                .filter(line -> line.getLevel() == level)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Test
    void manySpansGoInSeveralRequestsAndEachOnce() {
        open(settings(10_000, Duration.ofSeconds(10)));

        send(3 * SpanExports.BATCH);

        Await.until("all are sent", () -> counted("sent") == 3 * SpanExports.BATCH);
        assertThat(collector.spans()).hasSize(3 * SpanExports.BATCH);
        assertThat(collector.spans())
                .extracting(CollectorServer.Received::trace)
                .doesNotHaveDuplicates();
        assertThat(collector.requests()).isGreaterThanOrEqualTo(3);
        assertThat(lines.list).isEmpty();
    }

    @Test
    void whatFindsNoRoomIsDroppedAndNobodyWaitsWhileTheCollectorHangs() {
        collector.hang();
        open(settings(100, Duration.ofSeconds(30)));
        send(100);
        Await.until("the collector has some of them in hand", () -> collector.requests() == 1);

        long began = System.nanoTime();
        send(10_000);
        var took = Duration.ofNanos(System.nanoTime() - began);

        assertThat(took).isLessThan(Duration.ofSeconds(10));
        assertThat(counted("dropped")).isBetween(9_800.0, 10_000.0);
        assertThat(counted("sent")).isZero();
    }

    @Test
    void aCollectorThatHangsIsWaitedForNoLongerThanItMayTake() {
        collector.hang();
        open(settings(100, Duration.ofMillis(300)));

        send(1);

        Await.until("it is given up", () -> counted("failed") == 1);
        assertThat(collector.requests()).isBetween(1, SpanExports.TRIES);
        assertThat(told(Level.WARN)).singleElement().asString().contains("traces not sent collector=127.0.0.1");
    }

    @Test
    void aCollectorThatRefusesIsToldOfOnceAndOnceWhenItTakesAgain() {
        collector.answer(503);
        open(settings(100, Duration.ofSeconds(10)));
        send(1);
        Await.until("they are given up", () -> counted("failed") == 1);
        send(1);
        Await.until("others too", () -> counted("failed") == 2);

        collector.answer(200);
        send(5);
        Await.until("they are sent", () -> counted("sent") == 5);

        assertThat(told(Level.WARN)).singleElement().asString().contains("traces not sent", "503");
        assertThat(told(Level.INFO)).containsExactly("traces sent again collector=127.0.0.1");
        assertThat(collector.spans()).hasSize(5);
    }

    @Test
    void whatWasRefusedIsSentOnceItIsTaken() {
        collector.answer(503);
        open(new TracingSettings(
                collector.url(),
                1,
                100,
                "n1",
                "test",
                new TracingSettings.Pace(Duration.ofSeconds(1), Duration.ofSeconds(10))));
        send(1);
        Await.until("it was tried", () -> collector.requests() > 0);

        collector.answer(200);

        Await.until("it is sent", () -> counted("sent") == 1);
        assertThat(collector.spans()).hasSize(1);
        assertThat(counted("failed")).isZero();
    }

    @Test
    void nobodyThereIsNoMoreThanALine() {
        open(new TracingSettings(
                URI.create("http://127.0.0.1:1/v1/traces"),
                1,
                100,
                "n1",
                "test",
                new TracingSettings.Pace(Duration.ofMillis(20), Duration.ofSeconds(10))));

        send(1);

        Await.until("it is given up", () -> counted("failed") == 1);
        assertThat(told(Level.WARN)).singleElement().asString().contains("traces not sent");
    }

    @Test
    void whatWaitsGoesOutWhenTheNodeStops() {
        open(new TracingSettings(
                collector.url(),
                1,
                100,
                "n1",
                "test",
                new TracingSettings.Pace(Duration.ofHours(1), Duration.ofSeconds(10))));
        send(3);

        traces.close();

        assertThat(collector.spans()).hasSize(3);
        assertThat(counted("sent")).isEqualTo(3);
    }

    @Test
    void aNodeStopsAlsoWhileTheCollectorHangs() {
        collector.hang();
        open(settings(100, Duration.ofMinutes(1)));
        send(3);
        Await.until("the collector has them in hand", () -> collector.requests() == 1);

        long began = System.nanoTime();
        traces.close();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    }
}

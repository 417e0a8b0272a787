package org.reactiveacs.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.reactiveacs.load.Load;
import org.reactiveacs.load.LoadRules;
import org.reactiveacs.metrics.AcsMetrics;

class AdmissionTest {

    private final AtomicInteger sessions = new AtomicInteger();
    private final AtomicBoolean ready = new AtomicBoolean(true);
    private final Load load = new Load(
            new LoadRules(true, Duration.ofSeconds(1), 2, 10, 1),
            new AcsMetrics(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)));
    private final Admission admission = new Admission(2, sessions::get, ready::get, load);

    private boolean ends(Duration most) {
        try {
            return admission.awaitEnd(sessions::get, most);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void newSessionsAreLetInUpToTheCapUntilItCloses() {
        sessions.set(1);
        assertThat(admission.refusal()).isNull();
        sessions.set(2);
        assertThat(admission.refusal()).isEqualTo("full");
        sessions.set(0);
        admission.close();
        assertThat(admission.late()).isZero();
        assertThat(admission.refusal()).isEqualTo("stopping");
        assertThat(admission.late()).isEqualTo(1);
    }

    @Test
    void newSessionsAreRefusedWhileTooManyMessagesAreInHand() {
        admission.taken();
        assertThat(admission.refusal()).isNull();
        var turn = admission.taken();
        assertThat(admission.refusal()).isEqualTo("overload");
        assertThat(admission.isOverloaded()).isTrue();
        assertThat(admission.isShut()).as("to those for whom somebody waits").isFalse();

        turn.ready();

        assertThat(admission.refusal()).isNull();
    }

    @Test
    void whoIsTurnedAwayIsCountedAndWhoOnlyAsksIsNot() {
        assertThat(admission.isShut()).isFalse();
        assertThat(admission.hasRoom()).isTrue();
        sessions.set(2);
        assertThat(admission.isShut()).isTrue();
        assertThat(admission.isOverloaded()).isFalse();
        assertThat(admission.hasRoom()).isFalse();
        assertThat(admission.refusals()).isZero();

        admission.refusal();

        assertThat(admission.refusals()).isEqualTo(1);
    }

    @Test
    void nobodyIsTakenForOtherReasonsThanLoadUnlessItStops() {
        assertThat(admission.takesNobody()).isFalse();
        sessions.set(2);
        assertThat(admission.takesNobody()).isTrue();
        sessions.set(0);
        ready.set(false);
        assertThat(admission.takesNobody()).isTrue();

        admission.close();

        assertThat(admission.takesNobody()).as("all who come are told").isFalse();
    }

    @Test
    void theEndIsNotBeforeTheLastAnswerIsOut() throws Exception {
        admission.taken();
        admission.close();
        assertThat(ends(Duration.ofMillis(20))).isFalse();

        var end = CompletableFuture.supplyAsync(() -> ends(Duration.ofSeconds(30)));
        admission.answered();

        assertThat(end.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aMessageInHandMayStillOpenASession() {
        admission.taken();
        admission.close();
        var asked = new AtomicInteger();

        // The Inform in hand opens its session and is answered between two looks.
        assertThat(waits(() -> {
                    if (asked.getAndIncrement() == 0) {
                        sessions.set(1);
                        admission.answered();
                        return 0;
                    }
                    return sessions.get();
                }))
                .isTrue();
    }

    @Test
    void aMessageThatEndedTheLastSessionIsStillToBeAnswered() {
        sessions.set(1);
        admission.close();

        assertThat(waits(() -> {
                    admission.taken();
                    sessions.set(0);
                    return 0;
                }))
                .isTrue();
    }

    private boolean waits(IntSupplier look) {
        try {
            return !admission.awaitEnd(look, Duration.ofMillis(20));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void nobodyIsLetInWhileTheStoreTakesNoWrites() {
        ready.set(false);
        assertThat(admission.refusal()).isEqualTo("store");

        ready.set(true);
        assertThat(admission.refusal()).isNull();
    }
}

package org.reactiveacs.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.reactiveacs.metrics.AcsMetrics;

class LoadTest {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private Load load(boolean enabled) {
        return new Load(new LoadRules(enabled, Duration.ofSeconds(1), 2, 10, 1), new AcsMetrics(registry));
    }

    @Test
    void theMessageThatReachesTheLimitIsTheLast() {
        var load = load(true);
        load.taken();
        assertThat(load.refusesNew()).isFalse();

        long since = load.taken();
        assertThat(load.refusesNew()).isTrue();
        load.answered(since);

        assertThat(load.refusesNew()).isFalse();
        assertThat(registry.get("acs.answers").timer().count()).isEqualTo(1);
    }

    @Test
    void whatIsSwitchedOffRefusesNobody() {
        var load = load(false);
        for (int i = 0; i < 10; i++) {
            load.taken();
        }

        assertThat(load.refusesNew()).isFalse();
        assertThat(load.isFull(false)).isFalse();
    }

    @Test
    void itIsToldOnceThatTheTimeForRefusingIsSpent() {
        var load = load(true);
        var told = new AtomicInteger();
        load.whenSpent(told::incrementAndGet);

        load.refused(TimeUnit.MILLISECONDS.toNanos(3));
        assertThat(told).hasValue(0);
        load.refused(TimeUnit.MILLISECONDS.toNanos(1));
        load.refused(TimeUnit.MILLISECONDS.toNanos(1));

        assertThat(told).hasValue(1);
        assertThat(registry.get("acs.refusing.seconds").counter().count()).isEqualTo(0.0125);
    }

    @Test
    void answersOfAWhileMakeTheLimit() {
        var load = load(true);
        for (int i = 0; i < 500; i++) {
            load.answered(load.taken());
        }

        load.look(TimeUnit.SECONDS.toNanos(10), TimeUnit.MILLISECONDS.toNanos(5), new KernelQueue.Reading(7, 128));

        assertThat(load.limit()).isEqualTo(49);
        assertThat(load.lagSeconds()).isEqualTo(0.005);
        assertThat(load.waiting()).isEqualTo(7);
        assertThat(load.backlog()).isEqualTo(128);
        assertThat(load.messages()).isZero();
    }
}

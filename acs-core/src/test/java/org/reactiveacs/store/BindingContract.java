package org.reactiveacs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.store.Arrivals.T0;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactiveacs.device.DeviceId;
import reactor.core.publisher.Flux;

/** What every store must do about the ways through NATs that devices keep open: the part of {@link StoreContract} that tells of them. */
public abstract class BindingContract extends AnomalyContract {
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final DeviceId WOKEN = new DeviceId("tenant", "00D09E-1~20");

    private static Binding binding(int port, boolean isProven) {
        return new Binding("2001:db8::1", port, "node a", isProven, T0);
    }

    private boolean keep(BindingKey key, Binding binding, Duration lifetime) {
        return Objects.requireNonNull(
                store().bindings().keep(key, binding, lifetime).block());
    }

    private @Nullable Binding found(BindingKey key) {
        return store().bindings().find(key).block();
    }

    private Stamp stamp(long ts, long id) {
        return Objects.requireNonNull(
                store().bindings().stamp(WOKEN, new Stamp(ts, id)).block());
    }

    @Test
    void aBindingIsFoundByWhatItWasKeptUnder() {
        assertThat(found(BindingKey.named("02AC50-1"))).isNull();

        assertThat(keep(BindingKey.named("02AC50-1"), binding(1, true), LIFETIME))
                .isTrue();
        assertThat(keep(BindingKey.at("192.0.2.1:5"), binding(2, false), LIFETIME))
                .isTrue();

        assertThat(found(BindingKey.named("02AC50-1"))).isEqualTo(binding(1, true));
        assertThat(found(BindingKey.at("192.0.2.1:5"))).isEqualTo(binding(2, false));
        assertThat(found(BindingKey.at("02AC50-1"))).isNull();
        assertThat(found(BindingKey.named("tenant/02AC50-1"))).isNull();
    }

    @Test
    void anUnprovenBindingNeverReplacesAProvenOneThatLives() {
        var key = BindingKey.named("02AC50-1");
        keep(key, binding(1, false), LIFETIME);
        assertThat(keep(key, binding(2, false), LIFETIME)).isTrue();
        assertThat(keep(key, binding(3, true), LIFETIME)).isTrue();
        assertThat(keep(key, binding(4, true), LIFETIME)).isTrue();

        assertThat(keep(key, binding(5, false), LIFETIME)).isFalse();

        assertThat(found(key)).isEqualTo(binding(4, true));
    }

    @Test
    void aBindingEndsWithItsLifetimeAndThenGuardsNothing() {
        var key = BindingKey.named("02AC50-1");
        keep(key, binding(1, true), SHORT);

        long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (found(key) != null && System.nanoTime() < until) {
            Thread.onSpinWait();
        }

        assertThat(found(key)).isNull();
        assertThat(keep(key, binding(2, false), LIFETIME)).isTrue();
    }

    @Test
    void stampsFollowTheClockAndNeverGoBackNorComeTwice() {
        assertThat(stamp(1_800_000_000L, 7)).isEqualTo(new Stamp(1_800_000_000L, 7));
        assertThat(stamp(1_800_000_005L, 12)).isEqualTo(new Stamp(1_800_000_005L, 12));
        assertThat(stamp(1_800_000_003L, 3)).as("a clock behind").isEqualTo(new Stamp(1_800_000_006L, 13));
        assertThat(stamp(1_800_000_004_000L, 14)).as("in milliseconds").isEqualTo(new Stamp(1_800_000_004_000L, 14));
        assertThat(stamp(1_800_000_009L, 20)).as("in seconds again").isEqualTo(new Stamp(1_800_000_004_001L, 20));
        assertThat(store().bindings()
                        .stamp(DeviceId.of("02AC50-2"), new Stamp(5, 5))
                        .block())
                .as("another device")
                .isEqualTo(new Stamp(5, 5));
    }

    @Test
    void stampsTakenAtOnceAreAllDifferent() {
        var taken = Flux.range(0, 200)
                .flatMap(i -> store().bindings().stamp(WOKEN, new Stamp(100, 100)), 50)
                .collectList()
                .block();

        List<Long> ids = new ArrayList<>();
        Set<Long> times = new TreeSet<>();
        for (Stamp stamp : Objects.requireNonNull(taken)) {
            ids.add(stamp.id());
            times.add(stamp.ts());
        }
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(times).hasSize(200);
    }
}

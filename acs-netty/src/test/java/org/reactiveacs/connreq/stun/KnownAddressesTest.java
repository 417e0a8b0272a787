package org.reactiveacs.connreq.stun;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.store.Binding;
import org.reactiveacs.store.BindingKey;
import org.reactiveacs.store.BindingStore;
import org.reactiveacs.store.Stamp;
import reactor.core.publisher.Mono;

class KnownAddressesTest {
    private static final Duration LIFETIME = Duration.ofMinutes(9);

    private final AtomicLong nanos = new AtomicLong(-5);
    private final List<BindingKey> written = new ArrayList<>();
    private final KnownAddresses known =
            new KnownAddresses(new Writes(), new KnownAddresses.Settings("node", LIFETIME, 3), nanos::get);

    /** Takes down what is written. */
    private final class Writes implements BindingStore {
        @Override
        public Mono<Boolean> keep(BindingKey key, Binding binding, Duration lifetime) {
            written.add(key);
            return Mono.just(true);
        }

        @Override
        public Mono<Binding> find(BindingKey key) {
            return Mono.empty();
        }

        @Override
        public Mono<Stamp> stamp(DeviceId device, Stamp least) {
            return Mono.just(least);
        }
    }

    private static InetSocketAddress port(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void keepAlivesAreWrittenOnlyWhenAThirdOfTheLifetimeHasPassed() {
        for (int i = 0; i < 13; i++) {
            known.note(port(1), null, false, false);
            pass(Duration.ofSeconds(30));
        }

        assertThat(written).hasSize(2).containsOnly(BindingKey.at("127.0.0.1:1"));
    }

    @Test
    void whatChangesIsWrittenAtOnce() {
        known.note(port(1), null, false, false);
        known.note(port(1), "id", false, false);
        known.note(port(1), "id", true, false);
        known.note(port(1), "other", true, false);

        assertThat(written)
                .containsExactly(
                        BindingKey.at("127.0.0.1:1"),
                        BindingKey.named("id"),
                        BindingKey.at("127.0.0.1:1"),
                        BindingKey.named("id"),
                        BindingKey.named("other"));
    }

    @Test
    void aDeviceThatSaysThatItsBindingChangedIsWrittenAgain() {
        known.note(port(1), "id", true, true);
        known.note(port(1), "id", true, true);
        assertThat(written).as("not twice in a second").hasSize(1);

        pass(Duration.ofSeconds(2));
        known.note(port(1), "id", true, true);

        assertThat(written).hasSize(2);
    }

    @Test
    void keepAlivesWithoutAProofChangeNothingOfWhatWasProven() {
        known.note(port(1), "id", true, false);
        pass(Duration.ofMinutes(8));
        known.note(port(1), null, false, false);
        assertThat(written).containsExactly(BindingKey.named("id"));

        pass(Duration.ofMinutes(2));
        known.note(port(1), null, false, false);

        assertThat(written).containsExactly(BindingKey.named("id"), BindingKey.at("127.0.0.1:1"));
    }

    @Test
    void whoeverHasProvenItselfIsAskedAgainAfterAThirdAndAStrangerOnce() {
        assertThat(known.isToBeAsked(port(1))).isTrue();
        assertThat(known.isToBeAsked(port(2))).isTrue();
        known.note(port(1), "id", true, false);
        pass(Duration.ofMinutes(2));
        assertThat(known.isToBeAsked(port(1))).isFalse();
        assertThat(known.isToBeAsked(port(2))).isFalse();

        pass(Duration.ofMinutes(2));

        assertThat(known.isToBeAsked(port(1))).isTrue();
        assertThat(known.isToBeAsked(port(1))).as("once").isFalse();
        assertThat(known.isToBeAsked(port(2))).isFalse();
    }

    @Test
    void noMoreAreKnownThanMayBeUntilTheEldestIsSilentForItsLifetime() {
        assertThat(known.note(port(1), null, false, false)).isTrue();
        assertThat(known.note(port(2), null, false, false)).isTrue();
        assertThat(known.note(port(3), null, false, false)).isTrue();
        assertThat(known.note(port(4), null, false, false)).isFalse();
        assertThat(known.isToBeAsked(port(4))).isFalse();
        pass(Duration.ofMinutes(5));
        known.note(port(1), null, false, false);
        pass(Duration.ofMinutes(5));

        assertThat(known.note(port(4), null, false, false)).isTrue();

        assertThat(known.size()).isEqualTo(2);
        assertThat(written).endsWith(BindingKey.at("127.0.0.1:4"));
    }

    @Test
    void anAddressGetsSoManyAnswersASecondAndOthersTheirOwn() throws Exception {
        var budget = new SourceBudget(2, nanos::get);
        var one = InetAddress.getByAddress(new byte[] {10, 0, 0, 1});
        var other = InetAddress.getByAddress(new byte[] {10, 0, 0, 2});
        nanos.set(Duration.ofSeconds(100).toNanos());

        assertThat(budget.take(one)).isTrue();
        assertThat(budget.take(one)).isTrue();
        assertThat(budget.take(one)).isFalse();
        assertThat(budget.take(other)).isTrue();
        pass(Duration.ofSeconds(1));
        assertThat(budget.take(one)).isTrue();
    }
}

package org.reactiveacs.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactiveacs.port.RandomIds;

class ShareTest {

    private static final String LEAST = "0".repeat(32);
    private static final String GREATEST = "f".repeat(32);

    /** Tokens as the server makes them, the same at each run. */
    private static List<String> tokens() {
        var random = new Random(42);
        return Stream.generate(() -> String.format("%016x%016x", random.nextLong(), random.nextLong()))
                .limit(20_000)
                .toList();
    }

    @Test
    void nothingIsTracedOfNoShare() {
        var none = Share.of(0);

        assertThat(none.has(LEAST)).isFalse();
        assertThat(none.has(GREATEST)).isFalse();
    }

    @Test
    void everythingIsTracedOfTheWhole() {
        var all = Share.of(1);

        assertThat(all.has(LEAST)).isTrue();
        assertThat(all.has(GREATEST)).isTrue();
    }

    @Test
    void halfEndsInTheMiddle() {
        var half = Share.of(0.5);

        assertThat(half.has("7" + "f".repeat(31))).isTrue();
        assertThat(half.has("8" + "0".repeat(31))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.01, 0.1, 0.5, 0.99})
    void aShareOfTokensIsTraced(double share) {
        long traced = tokens().stream().filter(Share.of(share)::has).count();

        assertThat(traced / 20_000.0).isBetween(share - 0.02, share + 0.02).isNotZero();
    }

    @Test
    void whoTracesLessTracesNothingElse() {
        assertThat(tokens().stream().filter(Share.of(0.1)::has)).allMatch(Share.of(0.5)::has);
    }

    @Test
    void theServersOwnTokensAreWhatIsCompared() {
        assertThat(new RandomIds(Instant::now).token()).matches("[0-9a-f]{32}");
    }

    @Test
    void thereIsNoMoreThanTheWhole() {
        assertThatThrownBy(() -> Share.of(1.5)).hasMessageContaining("from 0 to 1");
        assertThatThrownBy(() -> Share.of(Double.NaN)).hasMessageContaining("from 0 to 1");
    }
}

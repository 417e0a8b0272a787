package org.reactiveacs.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.reactiveacs.cluster.Partitions;

class PositionTest {

    private static Position spread(long seed, long least, long most) {
        var random = new Random(seed);
        Map<Integer, Long> numbers = new HashMap<>();
        for (int partition = 0; partition < Partitions.COUNT; partition++) {
            numbers.put(partition, least + (long) (random.nextDouble() * (most - least)));
        }
        return Position.of(numbers);
    }

    @Property(tries = 500)
    void aPositionIsReadAsItWasWritten(
            @ForAll long seed,
            @ForAll @LongRange(max = 1L << 50) long one,
            @ForAll @LongRange(max = 1L << 50) long other) {
        var position = spread(seed, Math.min(one, other), Math.max(one, other));

        var text = position.text();

        assertThat(Position.parse(text).numbers()).isEqualTo(position.numbers());
        assertThat(text).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void theTextIsShortWherePartitionsGrowAlike() {
        assertThat(Position.of(Map.of()).text()).hasSizeLessThan(64);
        assertThat(spread(1, 9_700, 10_300).text()).hasSizeLessThan(460);
        assertThat(spread(1, 999_000, 1_001_000).text()).hasSizeLessThan(520);
    }

    @Test
    void onePartitionFarAheadMakesItNoLongerThanItMust() {
        var text = Position.of(Map.of(7, 1L << 52)).text();

        assertThat(text).hasSizeLessThan(2500);
        assertThat(Position.parse(text).in(7)).isEqualTo(1L << 52);
        assertThat(Position.parse(text).in(8)).isZero();
    }

    @Test
    void whatWasCutOrMistypedIsNoPosition() {
        var text = spread(3, 0, 1000).text();

        for (int length = 0; length < text.length(); length++) {
            var cut = text.substring(0, length);
            assertThatThrownBy(() -> Position.parse(cut)).isInstanceOf(IllegalArgumentException.class);
        }
        for (int i = 0; i < text.length() - 1; i++) {
            var other = text.charAt(i) == 'A' ? 'B' : 'A';
            var mistyped = text.substring(0, i) + other + text.substring(i + 1);
            assertThatThrownBy(() -> Position.parse(mistyped)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Position.parse("x".repeat(100_000))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Position.parse("!")).isInstanceOf(IllegalArgumentException.class);
    }
}

package org.reactiveacs.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RandomIdsTest {

    @Test
    void idsSortInTheOrderTheyWereMadeInEvenWhenTheClockGoesBack() {
        Queue<Long> times = new ArrayDeque<>(List.of(1_800_000_000_000L, 1_800_000_000_000L, 1_700_000_000_000L));
        var ids = new RandomIds(new Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                var time = times.poll();
                return Instant.ofEpochMilli(time == null ? 1_800_000_000_001L : time);
            }
        });

        var made = Stream.generate(ids::next).limit(1000).toList();

        assertThat(made).isSorted().doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9A-HJKMNP-TV-Z]{26}"));
    }

    @Test
    void theFirstTenCharactersAreTheTime() {
        var ids = new RandomIds(Clock.fixed(Instant.ofEpochMilli(1_469_918_176_385L), ZoneOffset.UTC));

        assertThat(ids.next()).startsWith("01ARYZ6S41");
    }

    @Test
    void manyThreadsGetIdsOfTheirOwn() {
        var ids = new RandomIds(Clock.systemUTC());
        var made = new ConcurrentSkipListSet<String>();

        IntStream.range(0, 20_000).parallel().forEach(i -> made.add(ids.next()));

        assertThat(made).hasSize(20_000);
    }

    @Test
    void tokensAre128BitsInHexadecimal() {
        var ids = new RandomIds(Clock.systemUTC());

        assertThat(ids.token()).matches("[0-9a-f]{32}").isNotEqualTo(ids.token());
    }
}

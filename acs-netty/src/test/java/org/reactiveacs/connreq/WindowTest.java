package org.reactiveacs.connreq;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WindowTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Window window = new Window(100_000, 0);

    @Test
    void itDoublesWithEachTurnAndShrinksWhenTheNodeHasItsHandsFull() {
        assertThat(size()).isEqualTo(64);
        turn();
        assertThat(size()).isEqualTo(128);
        turn();
        assertThat(size()).isEqualTo(256);

        window.crowded(SECOND);

        assertThat(size()).isEqualTo(179);
    }

    @Test
    void thatTheNodeHasItsHandsFullCountsOnceInAWhile() {
        for (int i = 0; i < 5; i++) {
            turn();
        }
        int full = size();

        window.crowded(SECOND);
        window.crowded(SECOND + 1);
        assertThat(size()).isEqualTo((int) (full * 0.7));
        window.crowded(2 * SECOND);
        assertThat(size()).isEqualTo((int) (full * 0.7 * 0.7));
    }

    @Test
    void itDoesNotGrowWhereFewAreOnTheirWay() {
        for (int i = 0; i < 100; i++) {
            window.came(31);
        }
        assertThat(size()).isEqualTo(64);

        window.came(32);
        assertThat(size()).isEqualTo(65);
    }

    @Test
    void itIsNeverSmallerThanAtFirstNorLargerThanMayBe() {
        for (int i = 1; i < 10; i++) {
            window.crowded(i * SECOND);
        }
        assertThat(size()).isEqualTo(64);

        var small = new Window(65, 0);
        small.came(64);
        small.came(65);
        assertThat(small.hasRoom(64)).isTrue();
        assertThat(small.hasRoom(65)).isFalse();
    }

    /** As many come as may be on their way. */
    private void turn() {
        int all = size();
        for (int i = 0; i < all; i++) {
            window.came(all);
        }
    }

    private int size() {
        int size = 0;
        while (window.hasRoom(size)) {
            size++;
        }
        return size;
    }
}

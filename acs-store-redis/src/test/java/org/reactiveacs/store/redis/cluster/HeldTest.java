package org.reactiveacs.store.redis.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactiveacs.cluster.Leases.Change;

class HeldTest {

    private static Held held(long until, long first, long second) {
        var tokens = new ArrayList<>(Held.nothing(0).tokens());
        tokens.set(0, first);
        tokens.set(1, second);
        return new Held(List.copyOf(tokens), until);
    }

    @Test
    void aLeaseIsBelievedInUntilItsMomentAndNotInIt() {
        var held = held(1000, 7, 0);

        assertThat(held.token(0, 999)).hasValue(7);
        assertThat(held.token(0, 1000)).isEmpty();
        assertThat(held.token(1, 999)).isEmpty();
    }

    @Test
    void theMonotonicClockMayOverflow() {
        var held = held(Long.MIN_VALUE + 5, 7, 0);

        assertThat(held.token(0, Long.MAX_VALUE)).hasValue(7);
        assertThat(held.token(0, Long.MIN_VALUE + 5)).isEmpty();
    }

    @Test
    void aLeaseThatWasHeldByAnotherMeanwhileWasLostAndTaken() {
        var changes = held(1000, 7, 3).changes(held(2000, 9, 3));

        assertThat(changes).containsExactly(new Change.Lost(0), new Change.Taken(0, 9));
    }

    @Test
    void whatIsNotWantedIsLetGo() {
        var wanted = new BitSet();
        wanted.set(1);

        var kept = held(1000, 7, 3).only(wanted);

        assertThat(held(1000, 7, 3).changes(kept)).containsExactly(new Change.Lost(0));
        assertThat(kept.token(1, 0)).hasValue(3);
    }
}

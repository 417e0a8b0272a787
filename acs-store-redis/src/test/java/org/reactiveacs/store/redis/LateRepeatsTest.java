package org.reactiveacs.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.store.Arrivals.T0;
import static org.reactiveacs.store.Arrivals.anArrival;
import static org.reactiveacs.store.redis.StoreUser.DEVICE;
import static org.reactiveacs.store.redis.StoreUser.answer;
import static org.reactiveacs.store.redis.StoreUser.commit;
import static org.reactiveacs.store.redis.StoreUser.session;

import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactiveacs.store.Arrival;
import org.reactiveacs.store.Commit;
import org.reactiveacs.store.Committed;
import org.reactiveacs.store.Verdict;
import org.reactiveacs.store.redis.server.RedisServers;
import org.reactiveacs.store.redis.server.StandaloneRedis;

/** A repeat that comes once another session of the device has begun gives what the first run gave. */
class LateRepeatsTest {

    @RegisterExtension
    static final StandaloneRedis REDIS = RedisServers.standalone();

    @RegisterExtension
    final RedisNodes nodes = new RedisNodes();

    @SuppressWarnings("NullAway.Init")
    private StoreUser store;

    @BeforeEach
    void join() {
        REDIS.flush();
        store = nodes.join(REDIS.url());
        store.commit(commit(store.opened(anArrival()), 0, null, Commit.Changes.NONE));
    }

    private int visits() {
        return Objects.requireNonNull(
                        answer(store.store().devices().find(DEVICE)).head())
                .visits()
                .size();
    }

    private Arrival opened(int second) {
        return store.opened(anArrival().at(T0.plusSeconds(second)));
    }

    @Test
    void anArrivalThatWasCutOffIsNoVisitMoreAndCutsOffNothing() {
        var first = opened(1);
        var second = opened(2);

        assertThat(store.open(first).verdict()).isEqualTo(new Verdict.Admitted());

        assertThat(visits()).isEqualTo(3);
        assertThat(store.commit(commit(second, 0, session("goes on"), Commit.Changes.NONE)))
                .isEqualTo(new Committed.Done(1));
        assertThat(store.counters().sessionsOpen()).isEqualTo(1);
    }

    @Test
    void norIfTheSessionThatCutItOffIsOverByThen() {
        var first = opened(1);
        store.commit(commit(opened(2), 0, null, Commit.Changes.NONE));

        assertThat(store.open(first).verdict()).isEqualTo(new Verdict.Admitted());

        assertThat(visits()).isEqualTo(3);
        assertThat(store.counters().sessionsOpen()).isZero();
    }

    @Test
    void ofSeveralThatWereCutOffEachIsKnown() {
        var first = opened(1);
        var second = opened(2);
        opened(3);

        store.open(first);
        store.open(second);

        assertThat(visits()).isEqualTo(4);
    }

    @Test
    void anEndStandsAfterTheNextSessionBegan() {
        var first = opened(1);
        var end = commit(first, 0, null, Commit.Changes.NONE);
        store.commit(end);
        var second = opened(2);

        assertThat(store.commit(end)).isEqualTo(new Committed.Done(1));

        assertThat(store.commit(commit(second, 0, null, Commit.Changes.NONE))).isEqualTo(new Committed.Done(1));
    }

    @Test
    void aCommitOfASessionThatWasCutOffThenStands() {
        var first = opened(1);
        var going = commit(first, 0, session("goes on"), Commit.Changes.NONE);
        store.commit(going);
        var second = opened(2);

        assertThat(store.commit(going)).isEqualTo(new Committed.Done(1));

        assertThat(store.commit(commit(first, 1, session("late"), Commit.Changes.NONE)))
                .isEqualTo(new Committed.Stale());
        assertThat(store.commit(commit(second, 0, session("goes on"), Commit.Changes.NONE)))
                .isEqualTo(new Committed.Done(1));
    }
}

package org.reactiveacs.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.reactiveacs.store.Arrivals.T0;
import static org.reactiveacs.store.Arrivals.anArrival;
import static org.reactiveacs.store.redis.StoreUser.DEVICE;
import static org.reactiveacs.store.redis.StoreUser.commit;
import static org.reactiveacs.store.redis.StoreUser.session;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.store.Arrival;
import org.reactiveacs.store.Commit;
import org.reactiveacs.store.Committed;
import org.reactiveacs.store.StoreException;
import org.reactiveacs.store.redis.server.RedisServers;
import org.reactiveacs.store.redis.server.StandaloneRedis;

/** What another version wrote is no session here, and another layout is no store here. */
class UnknownLayoutTest {

    @RegisterExtension
    static final StandaloneRedis REDIS = RedisServers.standalone();

    @RegisterExtension
    final RedisNodes nodes = new RedisNodes();

    @SuppressWarnings("NullAway.Init")
    private StoreUser store;

    @SuppressWarnings("NullAway.Init")
    private Arrival arrival;

    @BeforeEach
    void openASession() {
        REDIS.flush();
        store = nodes.join(REDIS.url());
        arrival = store.opened(anArrival());
    }

    /** As a later version might write it: token and deadline stand where they always do. */
    private void writeAs(String layout, String rest) {
        long deadline = T0.plusSeconds(90).toEpochMilli();
        REDIS.primary()
                .command(
                        "HSET",
                        Shared.text(Keys.of(DEVICE).device(DEVICE)),
                        "x",
                        layout + arrival.session().token() + " " + deadline + rest);
    }

    @Test
    void aSessionInAnotherLayoutIsNone() {
        writeAs("2", " and\nwhatever");

        assertThat(store.store().sessions().resume(arrival.session(), T0).block())
                .isNull();
        assertThat(store.commit(commit(arrival, 0, session("next"), Commit.Changes.NONE)))
                .isEqualTo(new Committed.Stale());
    }

    @Test
    void soIsOneOfWhichTheEngineDoesNotReadWhatItKept() {
        writeAs("1", " 1 0d op \n" + TestSessionCodec.UNKNOWN);

        assertThat(store.store().sessions().resume(arrival.session(), T0).block())
                .isNull();
    }

    @Test
    void theNextInformCutsItOff() {
        writeAs("2", " and\nwhatever");

        assertThat(store.open(anArrival().build()).superseded()).isTrue();

        assertThat(store.counters().sessionsOpen()).isEqualTo(1);
        Census.take(REDIS.primary());
    }

    @Test
    void itEndsAtItsOwnDeadline() {
        writeAs("2", " and\nwhatever");

        assertThat(store.expire(Partitions.of(DEVICE), T0.plusSeconds(60))).isZero();
        assertThat(store.expire(Partitions.of(DEVICE), T0.plusSeconds(90))).isEqualTo(1);

        assertThat(store.counters().sessionsOpen()).isZero();
    }

    @Test
    void aStoreOfTheLayoutBeforeIsRefused() {
        REDIS.primary().command("HSET", "acs:{shared}:meta", "partitions", "256");

        assertThatThrownBy(() -> nodes.join(REDIS.url()))
                .isInstanceOf(StoreException.class)
                .hasMessage("the store was created with partitions 256 and is opened with 256 in layout 2");
    }
}

package org.reactiveacs.store.redis.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactiveacs.store.StoreException;
import org.reactiveacs.store.redis.server.ClusterRedis;
import org.reactiveacs.store.redis.server.RedisNode;
import org.reactiveacs.store.redis.server.RedisServers;

class ClusterLinkTest {

    @RegisterExtension
    static final ClusterRedis REDIS = RedisServers.cluster(3, 1);

    private RedisLink link = open();

    private static RedisLink open() {
        return RedisLink.open(new RedisSettings(REDIS.url(), RedisSettings.Access.NONE, 1, Duration.ofSeconds(2)));
    }

    @BeforeEach
    void startEmpty() {
        REDIS.flush();
    }

    @AfterEach
    void close() {
        link.close();
    }

    @Test
    void scriptsRunOnEveryMaster() {
        for (int partition = 0; partition < Tags.COUNT; partition++) {
            assertThat(Bump.run(link, partition, "a").count()).isEqualTo(1);
        }

        for (var master : REDIS.masters()) {
            assertThat((Long) master.command("DBSIZE")).isBetween(160L, 180L);
        }
        assertThat(link.isUp()).isTrue();
    }

    @Test
    void durableWritesReachTheReplicaOfTheMasterThatHasTheSlot() {
        for (int partition = 0; partition < Tags.COUNT; partition += 16) {
            assertThat(Bump.runDurably(link, partition, "a").count()).isEqualTo(1);
        }

        long marks = REDIS.masters().size();
        long copied = REDIS.replicas().stream()
                .mapToLong(replica -> (Long) replica.command("DBSIZE"))
                .sum();
        assertThat(copied).isEqualTo(2 * 16 + marks);
    }

    @Test
    void aSlotOnTheMoveIsFollowed() {
        int partition = 20;
        var from = REDIS.masterOf(partition * 64);
        var to = REDIS.masters().get(2);
        Bump.run(link, partition, "before");

        try (var move = new Move(partition * 64, from, to)) {
            move.begin();
            move.keys(Bump.counter(partition));
            assertThatThrownBy(() -> Bump.run(link, partition, "half of the keys are here, half there"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("TRYAGAIN");

            move.keys("acs:{" + Tags.of(partition) + "}:operations");
            assertThat(Bump.run(link, partition, "asking").count()).isEqualTo(2);
            assertThat(Bump.runDurably(link, partition, "asking durably").count())
                    .isEqualTo(3);

            move.end();
            assertThat(Bump.run(link, partition, "moved").count()).isEqualTo(4);
            assertThat(Bump.runDurably(link, partition, "moved durably").count())
                    .isEqualTo(5);
        }
    }

    @Test
    void aScriptIsTriedAgainWhileTheRestOfItsKeysIsMoved() {
        int partition = 21;
        var from = REDIS.masterOf(partition * 64);
        var to = REDIS.masters().get(2);
        Bump.run(link, partition, "before");

        try (var move = new Move(partition * 64, from, to)) {
            move.begin();
            move.keys(Bump.counter(partition));
            var answer = link.run(Bump.SCRIPT, Bump.keys(partition), java.util.List.of(Bump.bytes("meanwhile")))
                    .toFuture();
            assertThat(answer).isNotDone();
            move.keys("acs:{" + Tags.of(partition) + "}:operations");

            assertThat(Bump.counted(reactor.core.publisher.Mono.fromFuture(answer))
                            .count())
                    .isEqualTo(2);
        }
    }

    /** Moves a slot, and back at the end. */
    private record Move(int slot, RedisNode from, RedisNode to) implements AutoCloseable {
        void begin() {
            to.command("CLUSTER", "SETSLOT", Integer.toString(slot), "IMPORTING", REDIS.id(from));
            from.command("CLUSTER", "SETSLOT", Integer.toString(slot), "MIGRATING", REDIS.id(to));
        }

        void keys(String key) {
            from.command("MIGRATE", "127.0.0.1", Integer.toString(to.port()), key, "0", "5000");
        }

        void end() {
            for (var node : java.util.List.of(to, from)) {
                node.command("CLUSTER", "SETSLOT", Integer.toString(slot), "NODE", REDIS.id(to));
            }
        }

        @Override
        public void close() {
            to.command("FLUSHALL");
            from.command("FLUSHALL");
            for (var node : java.util.List.of(from, to)) {
                node.command("CLUSTER", "SETSLOT", Integer.toString(slot), "NODE", REDIS.id(from));
            }
        }
    }
}

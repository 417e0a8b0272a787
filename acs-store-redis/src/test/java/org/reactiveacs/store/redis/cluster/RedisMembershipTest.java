package org.reactiveacs.store.redis.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactiveacs.cluster.Leases.Change;
import org.reactiveacs.cluster.Member;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.store.redis.server.Await;
import org.reactiveacs.store.redis.server.RedisServers;
import org.reactiveacs.store.redis.server.StandaloneRedis;

class RedisMembershipTest {

    private static final Duration SOON = Duration.ofSeconds(4);

    @RegisterExtension
    static final StandaloneRedis REDIS = RedisServers.standalone();

    @BeforeEach
    void startEmpty() {
        REDIS.flush();
    }

    @Test
    void threeNodesKnowOneAnotherAndHoldEveryPartitionOnce() {
        try (var a = Node.quick(REDIS, "a");
                var b = Node.quick(REDIS, "b");
                var c = Node.quick(REDIS, "c")) {
            b.sessions.set(17);
            Node.awaitShared(SOON, a, b, c);

            Await.within(
                    SOON,
                    "sessions of b to be known",
                    () -> a.membership.members().stream()
                            .anyMatch(member -> member.name().equals("b") && member.sessions() == 17));
            assertThat(c.membership.members()).extracting(Member::name).containsExactly("a", "b", "c");
            int partition = b.membership.held().get(0);
            Await.within(
                    SOON,
                    "the holder to be known",
                    () -> a.membership.holder(partition).map(Member::name).equals(java.util.Optional.of("b")));
            assertThat(a.membership.trouble()).isEmpty();
        }
    }

    @Test
    void aNodeThatJoinsTakesFromTheOthersAndMovesNothingBetweenThem() {
        try (var a = Node.quick(REDIS, "a");
                var b = Node.quick(REDIS, "b")) {
            Node.awaitShared(SOON, a, b);
            var before = List.of(a.membership.held(), b.membership.held());

            try (var c = Node.quick(REDIS, "c")) {
                Node.awaitShared(SOON, a, b, c);

                assertThat(before.get(0)).containsAll(a.membership.held());
                assertThat(before.get(1)).containsAll(b.membership.held());
            }
        }
    }

    @Test
    void aNodeThatLeavesHandsItsPartitionsOverAtOnce() {
        try (var a = Node.join(REDIS, "a")) {
            var b = Node.join(REDIS, "b");
            Node.awaitShared(SOON, a, b);
            var tokens = b.tokens();

            b.close();

            assertThat(b.shares()).isZero();
            Await.within(Duration.ofSeconds(2), "a to hold all", () -> a.shares() == Partitions.COUNT);
            for (int partition = 0; partition < Partitions.COUNT; partition++) {
                assertThat(a.token(partition)).isGreaterThan(tokens.get(partition));
            }
        }
    }

    @Test
    void theSharesOfANodeThatIsCutOffMoveWithinTenSeconds() {
        try (var a = Node.join(REDIS, "a");
                var b = Node.join(REDIS, "b")) {
            Node.awaitShared(SOON, a, b);
            var tokens = b.tokens();

            b.cut();

            Await.within(Duration.ofSeconds(10), "a to hold all", () -> {
                Node.requireNoneTwice(a, b);
                return a.shares() == Partitions.COUNT;
            });
            assertThat(b.membership.trouble().orElse("")).contains("no heartbeat");
            for (int partition = 0; partition < Partitions.COUNT; partition++) {
                assertThat(a.token(partition)).isGreaterThan(tokens.get(partition));
            }
        }
    }

    @Test
    void aNodeThatIsKilledIsForgotten() {
        try (var a = Node.quick(REDIS, "a");
                var b = Node.quick(REDIS, "b")) {
            Node.awaitShared(SOON, a, b);

            b.membership.abandon();

            Await.within(SOON, "a to hold all", () -> a.shares() == Partitions.COUNT);
            assertThat(a.membership.members()).extracting(Member::name).containsExactly("a");
        }
    }

    @Test
    void whileRedisIsGoneNothingIsHeldAndAfterwardsTokensHaveGrownThoughTheyWereLost() {
        try (var a = Node.quick(REDIS, "a");
                var b = Node.quick(REDIS, "b")) {
            var changes = new CopyOnWriteArrayList<Change>();
            Node.awaitShared(SOON, a, b);
            a.membership.changes().subscribe(changes::add);
            var tokens = List.of(a.tokens(), b.tokens());

            long stopped = System.nanoTime();
            REDIS.primary().kill();
            try {
                Await.within(Node.QUICK.lease(), "nothing to be held", () -> a.shares() + b.shares() == 0);
                assertThat(Duration.ofNanos(System.nanoTime() - stopped)).isLessThan(Node.QUICK.lease());
                Await.within(
                        SOON,
                        "all to be told as lost",
                        () -> changes.size()
                                == tokens.get(0).stream()
                                        .filter(token -> token > 0)
                                        .count());
                assertThat(changes).allMatch(Change.Lost.class::isInstance);
                assertThat(a.membership.trouble().orElse("")).contains("no heartbeat");
            } finally {
                REDIS.primary().restart();
            }

            Node.awaitShared(Duration.ofSeconds(8), a, b);
            for (int partition = 0; partition < Partitions.COUNT; partition++) {
                assertThat(a.token(partition) + b.token(partition))
                        .isGreaterThan(
                                tokens.get(0).get(partition) + tokens.get(1).get(partition));
            }
            Await.within(SOON, "no trouble", () -> a.membership.trouble().isEmpty());
        }
    }

    @Test
    void whileRedisHangsNothingIsHeldEither() {
        try (var a = Node.quick(REDIS, "a")) {
            Node.awaitShared(SOON, a);

            REDIS.primary().freeze(true);
            try {
                Await.within(Node.QUICK.lease(), "nothing to be held", () -> a.shares() == 0);
            } finally {
                REDIS.primary().freeze(false);
            }

            Node.awaitShared(Duration.ofSeconds(8), a);
        }
    }

    @Test
    void aClockThatIsFarOffIsTold() {
        try (var right = Node.quick(REDIS, "a", Clock.offset(Clock.systemUTC(), Duration.ofMillis(1500)));
                var wrong = Node.quick(REDIS, "b", Clock.offset(Clock.systemUTC(), Duration.ofMillis(-2500)))) {
            Node.awaitShared(SOON, right, wrong);

            assertThat(wrong.membership.trouble().orElse("")).contains("behind that of Redis");
            assertThat(right.membership.trouble()).isEmpty();
        }
    }

    @Test
    void twoNodesOfOneNameAreToldAndStillHoldNothingTwice() {
        try (var a = Node.quick(REDIS, "same");
                var b = Node.quick(REDIS, "same")) {
            Await.within(SOON, "trouble", () -> {
                Node.requireNoneTwice(a, b);
                return a.membership.trouble().isPresent();
            });

            assertThat(a.membership.trouble()).contains("another node is called same, too");
            assertThat(a.shares() + b.shares()).isEqualTo(Partitions.COUNT);
        }
    }
}

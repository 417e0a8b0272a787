package org.reactiveacs.store.redis.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.port.Actor;
import org.reactiveacs.store.Formats.Raised;
import org.reactiveacs.store.StoreException;
import org.reactiveacs.store.Write;
import org.reactiveacs.store.record.StoreFormat;
import org.reactiveacs.store.redis.link.RedisLink;
import org.reactiveacs.store.redis.link.RedisSettings;
import org.reactiveacs.store.redis.server.Await;
import org.reactiveacs.store.redis.server.RedisServers;
import org.reactiveacs.store.redis.server.StandaloneRedis;

class RedisFormatsTest {

    private static final Duration SOON = Duration.ofSeconds(4);

    @RegisterExtension
    static final StandaloneRedis REDIS = RedisServers.standalone();

    private final RedisLink link = RedisLink.open(RedisSettings.of(REDIS.url()));

    @BeforeEach
    void startEmpty() {
        REDIS.flush();
    }

    @AfterEach
    void close() {
        link.close();
    }

    private static Write write() {
        return new Write(UUID.randomUUID().toString(), Actor.operator("tester"), Instant.now());
    }

    private static Raised raise(Node node, Write write) {
        return Objects.requireNonNull(node.formats.raise(write).block());
    }

    /** A store as the version before left it. */
    private void storeOfFormat(int written, int oldest) {
        var key = "acs:{cluster}:format".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        java.util.Map.of("written", written, "oldest", oldest, "since", 0)
                .forEach((field, value) -> link.ask(commands -> commands.hset(
                                key,
                                field.getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                                Integer.toString(value).getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                        .block());
    }

    @Test
    void aNewStoreIsWrittenInTheNewestFormat() {
        var formats = RedisFormats.open(link, "acs");

        assertThat(formats.written()).isEqualTo(StoreFormat.NEWEST);
        assertThat(formats.state().isSettled()).isTrue();
    }

    @Test
    void aStoreOfTheVersionBeforeIsWrittenAsThatVersionReadsIt() {
        storeOfFormat(StoreFormat.OLDEST, StoreFormat.OLDEST);

        assertThat(RedisFormats.open(link, "acs").written()).isEqualTo(StoreFormat.OLDEST);
    }

    @Test
    void aStoreOfALaterVersionIsRefused() {
        storeOfFormat(StoreFormat.NEWEST + 1, StoreFormat.NEWEST);

        assertThatThrownBy(() -> RedisFormats.open(link, "acs"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("written in format " + (StoreFormat.NEWEST + 1));
    }

    @Test
    void aStoreWithRecordsOlderThanTheVersionBeforeIsRefused() {
        storeOfFormat(StoreFormat.OLDEST, StoreFormat.OLDEST - 1);

        assertThatThrownBy(() -> RedisFormats.open(link, "acs"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("acs upgrade finish");
    }

    @Test
    void itIsRaisedOnceAllNodesReadTheNext() {
        storeOfFormat(StoreFormat.OLDEST, StoreFormat.OLDEST);
        try (var a = Node.quick(REDIS, "a");
                var b = Node.quick(REDIS, "b")) {
            Node.awaitShared(SOON, a, b);
            var write = write();

            assertThat(raise(a, write)).isEqualTo(new Raised.Done(StoreFormat.OLDEST, StoreFormat.NEWEST));
            assertThat(raise(a, write))
                    .as("the same order again")
                    .isEqualTo(new Raised.Done(StoreFormat.OLDEST, StoreFormat.NEWEST));

            Await.within(
                    SOON,
                    "both to know",
                    () -> a.formats.written() == StoreFormat.NEWEST && b.formats.written() == StoreFormat.NEWEST);
            assertThat(b.formats.state().isSettled()).isFalse();
            assertThat(raise(b, write())).isInstanceOf(Raised.Unsettled.class);
        }
    }

    @Test
    void aNodeOfTheVersionBeforeHoldsItBack() {
        storeOfFormat(StoreFormat.OLDEST, StoreFormat.OLDEST);
        try (var newer = Node.quick(REDIS, "newer");
                var older = Node.reading(REDIS, "older", StoreFormat.OLDEST)) {
            Node.awaitShared(SOON, newer, older);

            assertThat(raise(newer, write())).isEqualTo(new Raised.Held(StoreFormat.OLDEST, List.of("older")));

            older.close();
            assertThat(raise(newer, write())).isEqualTo(new Raised.Done(StoreFormat.OLDEST, StoreFormat.NEWEST));
        }
    }

    @Test
    void aNodeThatIsDeadHoldsNothingBack() {
        storeOfFormat(StoreFormat.OLDEST, StoreFormat.OLDEST);
        try (var newer = Node.quick(REDIS, "newer");
                var older = Node.reading(REDIS, "older", StoreFormat.OLDEST)) {
            Node.awaitShared(SOON, newer, older);
            older.membership.abandon();

            Await.within(
                    SOON,
                    "the dead one to be forgotten",
                    () -> raise(newer, write()).equals(new Raised.Done(StoreFormat.OLDEST, StoreFormat.NEWEST)));
        }
    }

    @Test
    void thereIsNothingToRaiseWhereAllNodesAreOfTheVersionBefore() {
        storeOfFormat(StoreFormat.OLDEST, StoreFormat.OLDEST);
        try (var older = Node.reading(REDIS, "older", StoreFormat.OLDEST)) {
            Node.awaitShared(SOON, older);

            assertThat(raise(older, write())).isEqualTo(new Raised.Done(StoreFormat.OLDEST, StoreFormat.OLDEST));
        }
    }

    /** It was stopped for a while, say, and missed that the others were upgraded. */
    @Test
    void aNodeThatDoesNotReadWhatIsWrittenIsNoMemberAnyMore() {
        storeOfFormat(StoreFormat.OLDEST, StoreFormat.OLDEST);
        try (var newer = Node.quick(REDIS, "newer");
                var older = Node.reading(REDIS, "older", StoreFormat.OLDEST)) {
            Node.awaitShared(SOON, newer, older);
            storeOfFormat(StoreFormat.NEWEST, StoreFormat.OLDEST);

            Await.within(SOON, "the newer to hold all", () -> newer.shares() == Partitions.COUNT);
            assertThat(older.shares()).isZero();
            assertThat(newer.membership.members()).hasSize(1);
        }
    }

    @Test
    void aNodeWhoseFormatsWereLeftBehindSaysSoAndWritesNothing() {
        try (var node = Node.quick(REDIS, "node")) {
            Node.awaitShared(SOON, node);
            storeOfFormat(StoreFormat.NEWEST + 1, StoreFormat.NEWEST);

            Await.within(
                    SOON,
                    "it to say so",
                    () -> node.membership
                            .trouble()
                            .orElse("")
                            .contains("written in format " + (StoreFormat.NEWEST + 1)));
            assertThatThrownBy(node.formats::written).isInstanceOf(StoreException.class);
        }
    }

    @Test
    void theStoreIsSettledOnceAllPartitionsAre() {
        storeOfFormat(StoreFormat.NEWEST, StoreFormat.OLDEST);
        try (var node = Node.quick(REDIS, "node")) {
            Node.awaitShared(SOON, node);
            for (int partition = 1; partition < Partitions.COUNT; partition++) {
                node.formats.renewed(partition, StoreFormat.NEWEST).block();
            }
            node.formats.renewed(1, StoreFormat.NEWEST).block();
            assertThat(RedisFormats.open(link, "acs").state().isSettled()).isFalse();

            node.formats.renewed(0, StoreFormat.NEWEST).block();

            Await.within(SOON, "it to be known", () -> node.formats.state().isSettled());
        }
    }
}

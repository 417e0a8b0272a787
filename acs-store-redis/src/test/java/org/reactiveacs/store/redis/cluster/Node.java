package org.reactiveacs.store.redis.cluster;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.reactiveacs.cluster.Member;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.store.record.StoreFormat;
import org.reactiveacs.store.redis.link.RedisLink;
import org.reactiveacs.store.redis.link.RedisSettings;
import org.reactiveacs.store.redis.server.Await;
import org.reactiveacs.store.redis.server.RedisServers;

/** A node of a cluster in one process with others: a link of its own and what meets over it. */
final class Node implements AutoCloseable {
    static final RedisMembership.Timing QUICK =
            new RedisMembership.Timing(Duration.ofMillis(100), Duration.ofMillis(1200), Duration.ofMillis(250));

    final RedisLink link;
    final RedisMembership membership;
    final RedisFormats formats;
    final AtomicInteger sessions = new AtomicInteger();

    private Node(RedisServers redis, String name, Clock clock, RedisMembership.Timing timing) {
        this(redis, name, clock, timing, StoreFormat.NEWEST);
    }

    private Node(RedisServers redis, String name, Clock clock, RedisMembership.Timing timing, int format) {
        this(redis, name, clock, timing, format, Duration.ofSeconds(1));
    }

    private Node(
            RedisServers redis,
            String name,
            Clock clock,
            RedisMembership.Timing timing,
            int format,
            Duration commandTimeout) {
        link = RedisLink.open(new RedisSettings(redis.url(), RedisSettings.Access.NONE, 0, commandTimeout));
        formats = RedisFormats.open(link, "acs");
        membership = RedisMembership.join(
                link,
                new Member(UUID.randomUUID().toString(), name, "0.1", Instant.now(), format, 0),
                new RedisMembership.Settings("acs", formats, sessions::get, clock, timing));
    }

    static Node join(RedisServers redis, String name) {
        return new Node(redis, name, Clock.systemUTC(), RedisMembership.Timing.DEFAULT);
    }

    /** One whose program reads records up to a format. */
    static Node reading(RedisServers redis, String name, int format) {
        return new Node(redis, name, Clock.systemUTC(), QUICK, format);
    }

    static Node quick(RedisServers redis, String name) {
        return new Node(redis, name, Clock.systemUTC(), QUICK);
    }

    static Node quick(RedisServers redis, String name, Clock clock) {
        return new Node(redis, name, clock, QUICK);
    }

    /** One whose commands may take long, for tests that give Redis much to do at once. */
    static Node patient(RedisServers redis, String name) {
        return new Node(redis, name, Clock.systemUTC(), QUICK, StoreFormat.NEWEST, Duration.ofSeconds(20));
    }

    int shares() {
        return membership.held().size();
    }

    long token(int partition) {
        return membership.token(partition).orElse(0);
    }

    List<Long> tokens() {
        return IntStream.range(0, Partitions.COUNT).mapToObj(this::token).toList();
    }

    /** The connection is gone, and the node has told nobody. */
    void cut() {
        link.close();
    }

    /** Waits until each of the nodes has some and together they have all; no partition ever has two. */
    static void awaitShared(Duration limit, Node... nodes) {
        Await.within(limit, "all partitions to be shared by " + nodes.length, () -> {
            requireNoneTwice(nodes);
            return Arrays.stream(nodes).allMatch(node -> node.shares() > 0)
                    && Arrays.stream(nodes).mapToInt(Node::shares).sum() == Partitions.COUNT;
        });
        requireNoneTwice(nodes);
    }

    static void requireNoneTwice(Node... nodes) {
        for (int partition = 0; partition < Partitions.COUNT; partition++) {
            int one = partition;
            long holders = Arrays.stream(nodes)
                    .filter(node -> node.membership.holds(one))
                    .count();
            if (holders > 1) {
                throw new AssertionError("partition " + partition + " is held by " + holders);
            }
        }
    }

    @Override
    public void close() {
        membership.close();
        link.close();
    }
}

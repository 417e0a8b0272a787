package org.reactiveacs.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.reactiveacs.cluster.Leases;
import org.reactiveacs.cluster.Member;
import org.reactiveacs.cluster.Membership;
import org.reactiveacs.cluster.Partitions;
import reactor.core.publisher.Flux;

/** A node that holds the partitions that a test gives it. */
final class SomeLeases implements Membership, Leases {

    private static long tokens;

    private final Member self;
    private final Map<Integer, Long> held = new HashMap<>();

    SomeLeases(String name) {
        self = new Member(name, name, "1.0", Instant.EPOCH, 1, 0);
    }

    static SomeLeases all(String name) {
        var leases = new SomeLeases(name);
        leases.take(IntStream.range(0, Partitions.COUNT).boxed().toList());
        return leases;
    }

    synchronized void take(List<Integer> partitions) {
        partitions.forEach(partition -> held.put(partition, nextToken()));
    }

    private static synchronized long nextToken() {
        return ++tokens;
    }

    synchronized void lose(List<Integer> partitions) {
        partitions.forEach(held::remove);
    }

    @Override
    public Duration clockOffset() {
        return Duration.ZERO;
    }

    @Override
    public synchronized OptionalLong token(int partition) {
        var token = held.get(partition);
        return token == null ? OptionalLong.empty() : OptionalLong.of(token);
    }

    @Override
    public synchronized List<Integer> held() {
        return held.keySet().stream().sorted().toList();
    }

    @Override
    public Optional<Member> holder(int partition) {
        return holds(partition) ? Optional.of(self) : Optional.empty();
    }

    @Override
    public Flux<Change> changes() {
        return Flux.never();
    }

    @Override
    public Member self() {
        return self;
    }

    @Override
    public List<Member> members() {
        return List.of(self);
    }

    @Override
    public Leases leases() {
        return this;
    }

    @Override
    public Optional<String> trouble() {
        return Optional.empty();
    }

    @Override
    public synchronized void close() {
        held.clear();
    }
}

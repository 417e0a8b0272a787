package org.reactiveacs.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;

/** A node that is alone: it holds all partitions from beginning to end. Thread-safe. */
public final class LocalMembership implements Membership, Leases {
    private final Member self;
    private final IntSupplier sessions;
    private final long token;

    /** @param sessions how many CWMP sessions are open now */
    public LocalMembership(Member self, IntSupplier sessions) {
        this.self = self;
        this.sessions = sessions;
        this.token = self.started().toEpochMilli();
    }

    @Override
    public Member self() {
        return self.withSessions(sessions.getAsInt());
    }

    @Override
    public List<Member> members() {
        return List.of(self());
    }

    @Override
    public Leases leases() {
        return this;
    }

    /** The store is this process' own, and so is its clock. */
    @Override
    public Duration clockOffset() {
        return Duration.ZERO;
    }

    @Override
    public Optional<String> trouble() {
        return Optional.empty();
    }

    @Override
    public OptionalLong token(int partition) {
        return OptionalLong.of(token);
    }

    @Override
    public List<Integer> held() {
        return IntStream.range(0, Partitions.COUNT).boxed().toList();
    }

    @Override
    public Optional<Member> holder(int partition) {
        return Optional.of(self());
    }

    @Override
    public Flux<Change> changes() {
        return Flux.never();
    }

    @Override
    public void close() {
        // Nobody takes over.
    }
}

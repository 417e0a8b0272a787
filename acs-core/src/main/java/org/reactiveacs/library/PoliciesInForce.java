package org.reactiveacs.library;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.reactiveacs.policy.desired.PolicySet;
import reactor.core.publisher.Mono;

/** The policies that this node goes by: those of the store, as of its last look. Thread-safe. */
public final class PoliciesInForce {

    private final Policies policies;
    private final AtomicLong begun = new AtomicLong();

    /** Reads that are not through yet, by the state that they were begun for: who wants the same waits for them. */
    private final Map<Long, Mono<Boolean>> underWay = new ConcurrentHashMap<>();

    private volatile Taken taken = new Taken(0, -1, PolicySet.NONE);

    /**
     * What was read.
     *
     * @param number of the reads that had begun by then
     * @param state what was written at least when it was read
     */
    private record Taken(long number, long state, PolicySet policies) {}

    public PoliciesInForce(Policies policies) {
        this.policies = policies;
    }

    /** What is written. */
    public Policies written() {
        return policies;
    }

    /** What counts now. */
    public PolicySet now() {
        return taken.policies();
    }

    /**
     * Looks whether anything was written since the last look, and goes by it from then on.
     *
     * @return whether anything was
     */
    public Mono<Boolean> look() {
        return policies.state()
                .flatMap(state ->
                        state == taken.state() ? Mono.just(false) : underWay.computeIfAbsent(state, this::read));
    }

    private Mono<Boolean> read(long state) {
        return Mono.defer(() -> {
                    long number = begun.incrementAndGet();
                    return policies.set().map(set -> take(new Taken(number, state, set)));
                })
                .doFinally(signal -> underWay.remove(state))
                .cache();
    }

    /** One that began earlier and took longer knows less. */
    private synchronized boolean take(Taken next) {
        if (next.number() > taken.number()) {
            taken = next;
        }
        return true;
    }
}

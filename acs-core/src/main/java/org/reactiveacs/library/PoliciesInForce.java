package org.reactiveacs.library;

import org.reactiveacs.policy.desired.PolicySet;
import reactor.core.publisher.Mono;

/** The policies that this node goes by: those of the store, as of its last look. Thread-safe. */
public final class PoliciesInForce {

    private final Policies policies;
    private volatile PolicySet inForce = PolicySet.NONE;
    private volatile long seen = -1;

    public PoliciesInForce(Policies policies) {
        this.policies = policies;
    }

    /** What is written. */
    public Policies written() {
        return policies;
    }

    /** What counts now. */
    public PolicySet now() {
        return inForce;
    }

    /**
     * Looks whether anything was written since the last look, and goes by it from then on.
     *
     * @return whether anything was
     */
    public Mono<Boolean> look() {
        return policies.state()
                .flatMap(state -> state == seen
                        ? Mono.just(false)
                        : policies.set().map(set -> {
                            inForce = set;
                            seen = state;
                            return true;
                        }));
    }
}

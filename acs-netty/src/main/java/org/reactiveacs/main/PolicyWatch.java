package org.reactiveacs.main;

import java.time.Duration;
import org.reactiveacs.library.Policies;
import org.reactiveacs.library.PoliciesInForce;
import org.reactiveacs.policy.expression.Server;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.Write;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Looks each second whether another node has written policies. */
final class PolicyWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyWatch.class);
    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final Duration START = Duration.ofSeconds(30);

    private final PoliciesInForce policies;
    private final Disposable rounds;

    private PolicyWatch(PoliciesInForce policies) {
        this.policies = policies;
        this.rounds = Flux.interval(ROUND)
                .onBackpressureDrop()
                .concatMap(tick -> look(), 1)
                .subscribe();
    }

    /**
     * Returns once this node has read them: no device is compared with half of what is wanted.
     *
     * @param server what expressions see of this server
     * @param write for what a new store holds from the beginning
     */
    static PolicyWatch open(Store store, Server server, Write write) {
        var policies = new Policies(store.library(), server);
        var watch = new PolicyWatch(new PoliciesInForce(policies));
        policies.begin(write).then(watch.look()).block(START);
        return watch;
    }

    PoliciesInForce policies() {
        return policies;
    }

    private Mono<Boolean> look() {
        return policies.look()
                .doOnNext(changed -> {
                    if (changed) {
                        LOG.info("policies in force count={}", policies.now().size());
                        policies.now()
                                .broken()
                                .forEach((name, why) ->
                                        LOG.warn("policy not in force name={} reason=\"{}\"", name, why));
                    }
                })
                .onErrorResume(failure -> {
                    LOG.warn("policies not looked at reason=\"{}\"", failure.getMessage());
                    return Mono.just(false);
                });
    }

    @Override
    public void close() {
        rounds.dispose();
    }
}

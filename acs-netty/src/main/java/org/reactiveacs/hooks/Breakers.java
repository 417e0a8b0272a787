package org.reactiveacs.hooks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.net.URI;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Circuit breakers, one for each place where hooks are: a server that fails half of its last {@link #LOOKED_AT} calls is left alone
 * for a while, so that sessions do not wait for it in vain. Thread-safe.
 */
final class Breakers {

    private static final Logger LOG = LoggerFactory.getLogger(Breakers.class);

    static final int LOOKED_AT = 20;
    /** Before so many calls nothing is concluded. */
    static final int LEAST = 5;

    private static final int TRIALS = 2;
    private static final float HALF = 50;
    private static final int PLACES = 1000;

    private final Duration openFor;
    private final CircuitBreakerConfig config;
    private final Cache<String, CircuitBreaker> byPlace =
            Caffeine.newBuilder().maximumSize(PLACES).build();

    Breakers(Duration openFor) {
        this.openFor = openFor;
        this.config = CircuitBreakerConfig.custom()
                .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(LOOKED_AT)
                .minimumNumberOfCalls(LEAST)
                .failureRateThreshold(HALF)
                .waitDurationInOpenState(openFor)
                .permittedNumberOfCallsInHalfOpenState(TRIALS)
                .build();
    }

    CircuitBreaker of(URI url) {
        return byPlace.get(place(url), this::make);
    }

    private static String place(URI url) {
        return url.getScheme() + "://" + url.getAuthority();
    }

    private CircuitBreaker make(String place) {
        var breaker = CircuitBreaker.of(place, config);
        breaker.getEventPublisher().onStateTransition(event -> {
            var to = event.getStateTransition().getToState();
            if (to == CircuitBreaker.State.OPEN) {
                LOG.warn("hook failing target={} pause={}", place, openFor);
            } else if (to == CircuitBreaker.State.CLOSED) {
                LOG.info("hook answering again target={}", place);
            }
        });
        return breaker;
    }

    /** How many places are left alone now. */
    int open() {
        return (int) byPlace.asMap().values().stream()
                .filter(breaker -> breaker.getState() == CircuitBreaker.State.OPEN)
                .count();
    }
}

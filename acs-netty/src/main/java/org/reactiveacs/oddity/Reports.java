package org.reactiveacs.oddity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.reactiveacs.anomaly.Anomalies;
import org.reactiveacs.anomaly.Anomaly;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Opens and closes anomalies. What goes on is told to the store once a minute at most, however many signs it gives. Thread-safe. */
final class Reports {
    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);
    private static final Duration QUIET = Duration.ofMinutes(1);
    private static final int REMEMBERED = 10_000;

    private final Anomalies anomalies;
    private final OddityTools tools;
    private final Cache<String, Boolean> recent = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(QUIET)
            .build();

    Reports(OddityTools tools) {
        this.tools = tools;
        this.anomalies = new Anomalies(tools.store());
    }

    Anomalies anomalies() {
        return anomalies;
    }

    /** Something is wrong. */
    Mono<Void> raise(Anomaly seen) {
        if (recent.asMap().putIfAbsent(seen.id(), true) != null) {
            return Mono.empty();
        }
        return anomalies
                .raise(seen)
                .doOnError(failure -> recent.invalidate(seen.id()))
                .doOnNext(raised -> {
                    if (raised == Anomalies.Raised.NEW) {
                        tools.metrics().anomalyRaised(seen.kind().label());
                        LOG.info(
                                "anomaly raised kind={} device={} reason=\"{}\"",
                                seen.kind().label(),
                                seen.subject(),
                                seen.reason());
                    } else if (raised == Anomalies.Raised.BEYOND) {
                        tools.metrics().anomalySign("beyond");
                    }
                })
                .then();
    }

    /** It is over. */
    Mono<Void> clear(Anomaly open) {
        return anomalies.clear(open, tools.write()).doOnSuccess(done -> {
            recent.invalidate(open.id());
            LOG.info("anomaly cleared kind={} device={}", open.kind().label(), open.subject());
        });
    }
}

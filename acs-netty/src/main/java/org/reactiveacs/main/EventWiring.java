package org.reactiveacs.main;

import java.util.Optional;
import javax.net.ssl.TrustManager;
import org.reactiveacs.api.ApiSettings;
import org.reactiveacs.cluster.Mail;
import org.reactiveacs.delivery.Deliveries;
import org.reactiveacs.delivery.DeliverySettings;
import org.reactiveacs.delivery.DeliveryTools;
import org.reactiveacs.delivery.TaskCallbacks;
import org.reactiveacs.main.config.AcsConfig;
import org.reactiveacs.main.config.EventsConfig;
import org.reactiveacs.main.config.SubscriptionsConfig;
import org.reactiveacs.outbound.Targets;
import org.reactiveacs.tls.TlsContexts;
import org.reactiveacs.tls.TlsException;

/** What other systems are told, as the configuration wants it. */
final class EventWiring {
    private EventWiring() {}

    /** For those that follow what happens. */
    static ApiSettings.Streams streams(EventsConfig config) {
        return ApiSettings.Streams.of(config.streams(), config.buffer(), config.poll(), config.heartbeat());
    }

    /** For those that it is delivered to. */
    static Deliveries deliveries(AcsConfig config, DeliveryTools tools) {
        return new Deliveries(settings(config.subscriptions(), config.events()), tools);
    }

    /** For those that want to know that a task has ended. */
    static TaskCallbacks callbacks(AcsConfig config, DeliveryTools tools, Mail mail) {
        return new TaskCallbacks(settings(config.subscriptions(), config.events()), tools, mail);
    }

    private static DeliverySettings settings(SubscriptionsConfig config, EventsConfig events) {
        return new DeliverySettings(
                config.networks().map(WakeWiring::targets).orElseGet(Targets::elsewhere),
                trust(config),
                config.timeout(),
                new DeliverySettings.Batch(config.batch(), config.batchBytes()),
                new DeliverySettings.Patience(
                        config.retryLeast(),
                        config.retryMost(),
                        config.giveUp(),
                        config.deadLetters(),
                        config.mostRetryAfter()),
                events.poll());
    }

    private static Optional<TrustManager> trust(SubscriptionsConfig config) {
        try {
            return config.trust().map(file -> TlsContexts.trusting("subscriptions", "trust", file));
        } catch (TlsException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()));
        }
    }
}

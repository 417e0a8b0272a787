package org.reactiveacs.main.config;

import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code subscriptions.*}: programs to which events are delivered over HTTP. */
public interface SubscriptionsConfig {
    /** Networks in which receivers may be; without any, all but this machine's own addresses. */
    Optional<List<Network>> networks();

    /** PEM file with the authorities that may have signed the certificates of receivers; Java's own if not set. */
    Optional<@WithConverter(Converters.Paths.class) Path> trust();

    /** In which a receiver must have answered. */
    @WithDefault("10s")
    Duration timeout();

    /** Events of one delivery. */
    @WithDefault("100")
    int batch();

    /** Bytes of one delivery. */
    @WithDefault("262144")
    int batchBytes();

    /** How long the first retry waits, about. */
    @WithDefault("1s")
    Duration retryLeast();

    /** How long any retry waits, about. */
    @WithDefault("1m")
    Duration retryMost();

    /** For how long a receiver is left alone at most that asks for it (Retry-After). */
    @WithDefault("10m")
    Duration mostRetryAfter();

    /** How long a subscription may fail before its events become dead letters. */
    @WithDefault("12h")
    Duration giveUp();

    /** Deliveries that are kept of a subscription which were given up. */
    @WithDefault("100")
    int deadLetters();
}

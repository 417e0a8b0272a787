package org.reactiveacs.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Meters of a node itself: what runs, whether it is ready, and how it stands among the others. Each source is to be named once. */
public final class NodeMetrics {
    private static final double NANOS = 1e9;

    private final MeterRegistry registry;

    public NodeMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Tells what runs: a gauge that is always 1. */
    public void build(NodeInfo info) {
        gauge(
                "acs.build.info",
                "What runs here",
                Tags.of("version", info.version(), "commit", info.commit(), "java", info.java(), "store", info.store()),
                () -> 1);
    }

    /** Tells whether a check that readiness depends on finds all well (1) or not (0). */
    public void ready(HealthCheck check) {
        gauge(
                "acs.ready",
                "Whether nothing speaks against this node's taking traffic, as far as the check goes (1)",
                Tags.of("check", check.name()),
                () -> Health.result(check).healthy() ? 1 : 0);
    }

    /** Names the sources of how many partitions this node holds, and how many nobody does as far as it knows. */
    public void leases(IntSupplier held, IntSupplier free) {
        gauge("acs.leases.held", "Partitions whose background work is this node's", Tags.empty(), held::getAsInt);
        gauge(
                "acs.leases.free",
                "Partitions whose background work is nobody's, as this node has heard",
                Tags.empty(),
                free::getAsInt);
    }

    /** Names the source of how many nodes share the store, as this one has heard. */
    public void members(IntSupplier count) {
        gauge("acs.members", "Nodes that share the store, as this node has heard", Tags.empty(), count::getAsInt);
    }

    /** Names the source of how far this node's clock is ahead of the store's. */
    public void clockOffset(Supplier<Duration> offset) {
        gauge(
                "acs.clock.offset.seconds",
                "How far this node's clock is ahead of the store's, for certain",
                Tags.empty(),
                () -> offset.get().toNanos() / NANOS);
    }

    /**
     * Names the source of when the certificate in use expires.
     *
     * @param listener whose it is, such as {@code cwmp}
     */
    public void certificate(String listener, Supplier<Instant> expires) {
        gauge(
                "acs.certificate.expires.timestamp.seconds",
                "When the certificate in use expires, or the first of its chain, since 1970",
                Tags.of("listener", listener),
                () -> expires.get().getEpochSecond());
    }

    /** Tells how many sessions may be open. */
    public void sessionsLimit(int most) {
        gauge("acs.sessions.limit", "CWMP sessions that may be under way", Tags.empty(), () -> most);
    }

    private void gauge(String name, String description, Tags tags, Supplier<Number> figure) {
        Gauge.builder(name, figure)
                .description(description)
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }
}

package org.reactiveacs.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Meters of the fleet. Each node tells of the partitions that it holds, so that the sum over nodes is the fleet's. Thread-safe; each source is
 * to be named once.
 */
public final class FleetMetrics {
    private final MeterRegistry registry;
    private final GaugeTable models;

    public FleetMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.models = new GaugeTable(
                registry,
                "acs.devices.by.model",
                "Devices that have called, by model and version",
                "oui",
                "model",
                "version");
    }

    /** Names the source of the number of devices, those among them that never called. */
    public void knownDevices(LongSupplier count) {
        gauge("acs.devices.known", "Devices that are known", Tags.empty(), count);
    }

    /** Names the source of the number of devices that have called and are not silent. */
    public void onlineDevices(LongSupplier count) {
        gauge("acs.devices.online", "Devices that have called and are not silent", Tags.empty(), count);
    }

    /** Names the source of the number of silent devices. */
    public void silentDevices(LongSupplier count) {
        gauge("acs.devices.silent", "Devices that have missed too many of their periodic Informs", Tags.empty(), count);
    }

    /** Names the source of the number of tasks that have not ended. */
    public void openTasks(LongSupplier count) {
        gauge("acs.tasks.open", "Tasks that have not ended", Tags.empty(), count);
    }

    /**
     * Names the source of the number of anomalies of a kind that are open.
     *
     * @param kind one of the server's own few words, such as {@code reboot-loop}
     */
    public void anomalies(String kind, LongSupplier count) {
        gauge("acs.anomalies", "Anomalies that are open", Tags.of("kind", kind), count);
    }

    /**
     * Names the source of the number of devices that stand so with their policies.
     *
     * @param state one of the server's own few words, such as {@code in-sync}
     */
    public void policyDevices(String state, LongSupplier count) {
        gauge(
                "acs.policy.devices",
                "Devices for which policies are meant, by how they stand with them",
                Tags.of("state", state),
                count);
    }

    /**
     * Tells how many devices there are of each model from now on. How many models are told one by one is for the caller to bound.
     *
     * @param counts the rest of all models among them, as {@link ModelLabels#OTHERS}
     */
    public void devicesByModel(Map<ModelLabels, Long> counts) {
        models.set(counts, ModelLabels::values);
    }

    private void gauge(String name, String description, Tags tags, LongSupplier count) {
        Gauge.builder(name, count, LongSupplier::getAsLong)
                .description(description)
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    /**
     * What a model is called in labels.
     *
     * @param oui of the manufacturer
     * @param model the product class
     * @param version of the software
     */
    public record ModelLabels(String oui, String model, String version) {
        /** All models that are not told one by one. */
        public static final ModelLabels OTHERS = new ModelLabels(Labels.OTHER, Labels.OTHER, Labels.OTHER);

        private String[] values() {
            return new String[] {Labels.text(oui), Labels.text(model), Labels.text(version)};
        }
    }
}

package org.reactiveacs.main;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.reactiveacs.main.config.AcsConfig;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.metrics.Exemplars;
import org.reactiveacs.tracing.SampledTraces;
import org.reactiveacs.tracing.Traces;
import org.reactiveacs.tracing.TracingSettings;

/** Traces as the configuration wants them, and the meters that refer to them. */
final class TracingWiring {
    private TracingWiring() {}

    /** Without traces histograms do not look for any. */
    static PrometheusMeterRegistry registry(AcsConfig config, Exemplars exemplars) {
        var registry = config.tracing().otlp().isPresent()
                ? new PrometheusMeterRegistry(
                        PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM, exemplars)
                : new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        if (!config.management().metrics()) {
            registry.config().meterFilter(MeterFilter.deny());
        }
        return registry;
    }

    /** @param parts take what is to be closed */
    static Traces open(AcsConfig config, AcsMetrics metrics, Exemplars exemplars, Parts parts) {
        var tracing = config.tracing();
        if (tracing.otlp().isEmpty()) {
            return Traces.OFF;
        }
        var settings = new TracingSettings(
                tracing.otlp().get(),
                tracing.sample(),
                tracing.queue(),
                config.node().nameOrHost(),
                Version.number(),
                TracingSettings.Pace.ORDINARY);
        return parts.add(SampledTraces.open(settings, metrics, exemplars));
    }
}

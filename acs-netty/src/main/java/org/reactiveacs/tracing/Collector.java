package org.reactiveacs.tracing;

import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.exporter.internal.FailedExportException;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/** The way to a collector: OTLP over HTTP, by OpenTelemetry's own exporter. */
final class Collector {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** It tells of each failure, with a stack trace; what an operator needs is said by us. Kept, or it would be collected. */
    private static final java.util.logging.Logger EXPORTER =
            java.util.logging.Logger.getLogger("io.opentelemetry.exporter");

    static {
        EXPORTER.setLevel(Level.OFF);
    }

    private Collector() {}

    static SpanExporter exporter(TracingSettings settings) {
        return OtlpHttpSpanExporter.builder()
                .setEndpoint(settings.collector().toString())
                .setConnectTimeout(CONNECT)
                .setTimeout(settings.pace().timeout())
                // Rounds try again by themselves, and know how often.
                .setRetryPolicy(null)
                .setMeterProvider(MeterProvider.noop())
                .build();
    }

    /** Why it did not take something, in a word or two; its exceptions have no messages. */
    static String reason(@Nullable Throwable failure) {
        if (failure instanceof FailedExportException.HttpExportException http) {
            var response = http.getResponse();
            return response == null ? String.valueOf(http.getCause()) : "HTTP " + response.getStatusCode();
        }
        return failure == null ? "no answer" : failure.toString();
    }
}

package org.reactiveacs.metrics;

import io.netty.util.concurrent.FastThreadLocal;
import io.prometheus.metrics.tracer.common.SpanContext;
import org.jspecify.annotations.Nullable;

/**
 * The span to which what is being measured belongs: histograms show it beside some of their values, for those who scrape them as OpenMetrics.
 * Thread-safe.
 */
public final class Exemplars implements SpanContext {

    private final FastThreadLocal<@Nullable Span> current = new FastThreadLocal<>();

    private record Span(String trace, String span) {}

    /** Measures something that belongs to a span. */
    public void during(String trace, String span, Runnable measuring) {
        current.set(new Span(trace, span));
        try {
            measuring.run();
        } finally {
            current.remove();
        }
    }

    @Override
    public @Nullable String getCurrentTraceId() {
        var span = current.get();
        return span == null ? null : span.trace();
    }

    @Override
    public @Nullable String getCurrentSpanId() {
        var span = current.get();
        return span == null ? null : span.span();
    }

    @Override
    public boolean isCurrentSpanSampled() {
        return current.get() != null;
    }

    /** Spans are on their way already, and all that are shown here are sent anyway. */
    @Override
    public void markCurrentSpanAsExemplar() {}
}

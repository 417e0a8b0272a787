package org.reactiveacs.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.metrics.Exemplars;

/** Traces of a share of all sessions, which go to a collector. Thread-safe. */
public final class SampledTraces implements Traces, AutoCloseable {

    private final Share share;
    private final SpanExports exports;
    private final SpanSink sink;

    private SampledTraces(Share share, SpanExports exports, SpanSink sink) {
        this.share = share;
        this.exports = exports;
        this.sink = sink;
    }

    /** Begins to send what is told from now on; whether the collector is there does not matter. */
    public static SampledTraces open(TracingSettings settings, AcsMetrics metrics, Exemplars exemplars) {
        var exports = SpanExports.begin(settings, metrics);
        var node = Resource.create(Attributes.of(
                Keys.SERVICE, "reactive-acs", Keys.SERVICE_VERSION, settings.version(), Keys.NODE, settings.node()));
        return new SampledTraces(Share.of(settings.share()), exports, new SpanSink(node, exports, exemplars));
    }

    @Override
    public @Nullable SessionTrace of(String token) {
        return share.has(token) ? new SessionTrace(TraceIds.of(token), sink) : null;
    }

    /** Sends what waits, if the collector takes it at once. */
    @Override
    public void close() {
        exports.close();
    }
}

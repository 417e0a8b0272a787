package org.reactiveacs.tracing;

import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.function.Consumer;
import org.reactiveacs.metrics.Exemplars;

/**
 * Where the spans of this node go.
 *
 * @param resource this node
 * @param spans takes each, at once
 * @param exemplars where histograms find the span that an example belongs to
 */
record SpanSink(Resource resource, Consumer<SpanData> spans, Exemplars exemplars) {
    void take(SpanData span) {
        spans.accept(span);
    }
}

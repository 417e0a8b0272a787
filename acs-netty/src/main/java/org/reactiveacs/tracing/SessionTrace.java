package org.reactiveacs.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.reactiveacs.device.DeviceId;

/** The trace of a session as this node sees it: other nodes send their spans of it by themselves. Thread-safe. */
public final class SessionTrace {

    private static final String ROOT_NAME = "session";

    private final TraceIds ids;
    private final SpanSink sink;

    SessionTrace(TraceIds ids, SpanSink sink) {
        this.ids = ids;
        this.sink = sink;
    }

    /**
     * A message of the session is being answered from now on.
     *
     * @param name of its RPC
     * @param at now
     */
    public MessageSpan message(String name, DeviceId device, Instant at) {
        return new MessageSpan(this, name, device, nanos(at));
    }

    /**
     * The session is over. To be told once, by whoever ended it.
     *
     * @param outcome one of the server's own few words, such as {@code completed}
     */
    public void ended(TracedSession session, String outcome, Instant at) {
        ended(session, outcome, nanos(at));
    }

    void ended(TracedSession session, String outcome, long at) {
        var attributes = Attributes.builder()
                .put(Keys.DEVICE, session.device().toString())
                .put(Keys.OUI, session.identity().oui())
                .put(Keys.PRODUCT_CLASS, session.identity().productClass())
                .put(Keys.EVENTS, List.copyOf(session.events()))
                .put(Keys.OUTCOME, outcome);
        long start = nanos(session.startedAt());
        sink.take(new RecordedSpan(
                context(ids.root()),
                SpanContext.getInvalid(),
                ROOT_NAME,
                SpanKind.SERVER,
                // Nodes' clocks differ a little.
                new RecordedSpan.Period(start, Math.max(start, at)),
                attributes.build(),
                StatusData.unset(),
                sink.resource()));
    }

    /** What is measured in this is shown by the session's span as an example. */
    public void asExemplar(Runnable measuring) {
        sink.exemplars().during(ids.trace(), ids.root(), measuring);
    }

    TraceIds ids() {
        return ids;
    }

    SpanSink sink() {
        return sink;
    }

    SpanContext context(String span) {
        return SpanContext.create(ids.trace(), span, TraceFlags.getSampled(), TraceState.getDefault());
    }

    private static long nanos(Instant at) {
        return TimeUnit.SECONDS.toNanos(at.getEpochSecond()) + at.getNano();
    }
}

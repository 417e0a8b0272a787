package org.reactiveacs.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.StatusData;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DeviceId;

/**
 * A message of a traced session while it is being answered. Threads may take turns with it, as they do with the message; at any time one
 * has it.
 */
public final class MessageSpan {

    private final SessionTrace trace;
    private final String id = TraceIds.span();
    private final String name;
    private final AttributesBuilder attributes = Attributes.builder();
    private final long start;
    private final long startTick = System.nanoTime();
    private StatusData status = StatusData.unset();
    private @Nullable TracedSession over;
    private String outcome = "";

    MessageSpan(SessionTrace trace, String name, DeviceId device, long start) {
        this.trace = trace;
        this.name = name;
        this.start = start;
        attributes.put(Keys.DEVICE, device.toString());
    }

    /** What the message was answered with, in HTTP's terms. */
    public record Exchange(int status, long bytesReceived, long bytesSent) {}

    /** The message is a fault. */
    public void fault(int code) {
        attributes.put(Keys.FAULT, (long) code);
        status = StatusData.error();
    }

    /** It is answered with this RPC, a request of ours or the response to its own. */
    public void sends(String rpc) {
        attributes.put(Keys.RPC_SENT, rpc);
    }

    /** It is answered with a fault. */
    public void sendsFault(int code) {
        attributes.put(Keys.FAULT_SENT, (long) code);
        status = StatusData.error();
    }

    /**
     * The store was asked something for it.
     *
     * @param operation one of the store's
     * @param since the tick of {@link System#nanoTime} at which it was asked
     */
    public void storeAsked(String operation, long since, boolean succeeded) {
        trace.sink()
                .take(new RecordedSpan(
                        trace.context(TraceIds.span()),
                        trace.context(id),
                        "store " + operation,
                        SpanKind.CLIENT,
                        new RecordedSpan.Period(at(since), at(System.nanoTime())),
                        Attributes.empty(),
                        succeeded ? StatusData.unset() : StatusData.error(),
                        trace.sink().resource()));
    }

    /** The session ends with the answer to this message. */
    public void endsSession(TracedSession session, String how) {
        over = session;
        outcome = how;
    }

    /** Its answer is found. Nothing may be told afterwards. */
    public void end(Exchange exchange) {
        attributes
                .put(Keys.STATUS, (long) exchange.status())
                .put(Keys.BYTES_RECEIVED, exchange.bytesReceived())
                .put(Keys.BYTES_SENT, exchange.bytesSent());
        long end = at(System.nanoTime());
        trace.sink()
                .take(new RecordedSpan(
                        trace.context(id),
                        trace.context(trace.ids().root()),
                        name,
                        SpanKind.INTERNAL,
                        new RecordedSpan.Period(start, end),
                        attributes.build(),
                        exchange.status() >= 500 ? StatusData.error() : status,
                        trace.sink().resource()));
        if (over != null) {
            trace.ended(over, outcome, end);
        }
    }

    /** What is measured in this is shown by this span as an example. */
    public void asExemplar(Runnable measuring) {
        trace.sink().exemplars().during(trace.ids().trace(), id, measuring);
    }

    /** Within a message time is counted in ticks, for the clock may be set meanwhile. */
    private long at(long tick) {
        return start + Math.max(0, tick - startTick);
    }
}

package org.reactiveacs.store.redis;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Access;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.ModelKey;
import org.reactiveacs.device.ModelTraits;
import org.reactiveacs.device.Visit;
import org.reactiveacs.store.Arrival;
import org.reactiveacs.store.Reception;
import org.reactiveacs.store.record.ArrivalCodec;
import org.reactiveacs.store.record.DeviceCodec;

/**
 * What happened to a device since its head was written: admitted arrivals, and sessions that timed out. A script appends
 * to it without knowing what a head is; whoever reads the head works it in by the rules that every store keeps.
 */
final class Journal {

    private static final char ARRIVED = 'A';
    private static final char SUPERSEDED = 'S';
    private static final char TIMED_OUT = 'T';

    private Journal() {}

    /**
     * The head, worked out.
     *
     * @param before as it was before the last arrival, null when that was the first; the head itself if there is no arrival
     * @param now as it is
     */
    record Head(@Nullable Device before, @Nullable Device now) {}

    /** An arrival's entry, without the letter that the script puts before it. */
    static byte[] entry(Arrival arrival) {
        return framed(ArrivalCodec.encode(arrival));
    }

    /** A time-out's entry, without the letter that the script puts before it. */
    static byte[] entry(Instant timedOut) {
        return framed(
                ByteBuffer.allocate(Long.BYTES).putLong(timedOut.toEpochMilli()).array());
    }

    private static byte[] framed(byte[] payload) {
        return ByteBuffer.allocate(Integer.BYTES + payload.length)
                .putInt(payload.length)
                .put(payload)
                .array();
    }

    /**
     * Works a journal into a head.
     *
     * @param head as it was written, null if it never was
     */
    static Head read(
            DeviceId id,
            byte @Nullable [] head,
            byte @Nullable [] journal,
            Access access,
            Function<ModelKey, ModelTraits> traits) {
        @Nullable Device written = head == null ? null : DeviceCodec.decode(head);
        @Nullable Device now = written == null ? null : written.withAccess(access);
        if (journal == null) {
            return new Head(now, now);
        }
        @Nullable Device before = now;
        var entries = ByteBuffer.wrap(journal);
        while (entries.hasRemaining()) {
            char kind = (char) entries.get();
            var payload = new byte[entries.getInt()];
            entries.get(payload);
            if (kind == TIMED_OUT) {
                var at = Instant.ofEpochMilli(ByteBuffer.wrap(payload).getLong());
                now = now == null ? null : Reception.ended(now, 0, Visit.End.TIMED_OUT, at);
            } else if (kind == ARRIVED || kind == SUPERSEDED) {
                before = now;
                var known = now == null ? ModelTraits.NONE : traits.apply(now.modelKey());
                now = Reception.admitted(now, access, known, ArrivalCodec.decode(payload, id), kind == SUPERSEDED);
            } else {
                throw new IllegalStateException("the journal of " + id + " has an entry of kind " + kind
                        + ", which this version does not read");
            }
        }
        return new Head(before, now);
    }
}

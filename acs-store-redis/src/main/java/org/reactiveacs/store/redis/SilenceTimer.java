package org.reactiveacs.store.redis;

import io.lettuce.core.Range;
import io.lettuce.core.ScoredValue;
import java.time.Instant;
import org.reactiveacs.device.DeviceId;

/**
 * When a device is looked at for its silence, as a member of the due set. Its score is the time moved by far more than any
 * deadline has, so that those who end what is over and those who look at devices each read a range of their own, and never
 * one behind many of the other kind.
 */
final class SilenceTimer {

    private static final char KIND = 'Z';

    /** In milliseconds: 30,000 years. Sums stay whole numbers in a double. */
    private static final long MOVED = 1_000_000_000_000_000L;

    private SilenceTimer() {}

    static long score(Instant at) {
        return MOVED + at.toEpochMilli();
    }

    /** Scores of the timers that are due. */
    static Range<Number> due(Instant now) {
        return Range.create(MOVED, score(now));
    }

    static byte[] member(DeviceId device) {
        return Shared.bytes(KIND + Keys.name(device));
    }

    static ScoredValue<byte[]> at(DeviceId device, Instant at) {
        return ScoredValue.just((double) score(at), member(device));
    }

    static DeviceId device(byte[] member) {
        return Keys.device(Shared.text(member).substring(1));
    }
}

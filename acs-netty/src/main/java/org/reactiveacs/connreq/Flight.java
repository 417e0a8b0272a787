package org.reactiveacs.connreq;

import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.port.WakeOutcome;
import reactor.core.publisher.MonoSink;

/** A device that is being asked to call, with all who want to know what becomes of it. Belongs to its shard's event loop. */
final class Flight {
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(8);

    private final DeviceId device;
    private final long began;
    private final Instant beganAt;
    private final List<MonoSink<WakeOutcome>> waiting = new ArrayList<>();
    private int tries;
    private @Nullable Answer last;
    private @Nullable Future<?> timer;
    private boolean isOver;

    /**
     * @param began by {@link System#nanoTime}
     * @param beganAt the same by the clock
     */
    Flight(DeviceId device, long began, Instant beganAt) {
        this.device = device;
        this.began = began;
        this.beganAt = beganAt;
    }

    DeviceId device() {
        return device;
    }

    void join(MonoSink<WakeOutcome> sink) {
        waiting.add(sink);
    }

    boolean isOver() {
        return isOver;
    }

    Instant beganAt() {
        return beganAt;
    }

    long age(long now) {
        return now - began;
    }

    /** What the device answered last, null before it did. */
    @Nullable
    Answer last() {
        return last;
    }

    void answered(Answer answer) {
        last = answer;
    }

    /** What is to be done with it later; nothing is once it is over. */
    void timer(Future<?> later) {
        timer = later;
    }

    /** How long to wait before the device is asked again: longer each time, and by chance, so that devices do not come together. */
    long pauseNanos() {
        long most = Math.min(LONGEST_PAUSE_NANOS, FIRST_PAUSE_NANOS << Math.min(tries++, 10));
        return most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1);
    }

    /** Tells all. */
    void end(WakeOutcome.Result result, WakeOutcome.@Nullable Way way, String reason, long now) {
        isOver = true;
        if (timer != null) {
            timer.cancel(false);
        }
        var outcome = new WakeOutcome(result, way, reason, Duration.ofNanos(age(now)));
        waiting.forEach(sink -> sink.success(outcome));
    }
}

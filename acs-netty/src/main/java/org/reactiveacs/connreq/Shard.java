package org.reactiveacs.connreq;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.port.WakeOutcome;
import org.reactiveacs.port.WakeOutcome.Result;
import org.reactiveacs.port.WakeOutcome.Way;
import reactor.core.publisher.MonoSink;

/**
 * The devices of some partitions that are being asked to call, all on one event loop: so many at a time as there may be sockets, in
 * the order in which they were ordered, and none while the node is busy with those that call.
 */
final class Shard {
    private static final long LOOK_AGAIN_MILLIS = 20;

    private final EventLoop loop;
    private final Limits limits;
    private final Asking asking;
    private final BooleanSupplier isBusy;
    private final AcsMetrics metrics;
    /** Written on the loop alone. */
    private final Map<DeviceId, Flight> flights = new ConcurrentHashMap<>();

    private final Deque<Flight> ready = new ArrayDeque<>();
    private int asked;
    private @Nullable Future<?> look;
    private double tokens;
    private long refilled = System.nanoTime();
    private boolean isClosed;

    /**
     * How much is done, and for how long.
     *
     * @param queue devices that may wait or be asked
     * @param atOnce devices that may be asked at a time
     * @param perSecond devices that may be begun with
     * @param callNanos in which a device calls that said that it would
     * @param giveUpNanos after which a device is not asked again
     */
    record Limits(int queue, int atOnce, double perSecond, long callNanos, long giveUpNanos) {}

    /** Asks a device once. */
    interface Asking {
        /**
         * Asks it.
         *
         * @param answered is told once, on the loop; null when the device is not known
         */
        void ask(DeviceId device, EventLoop loop, Told answered);

        /**
         * Looks whether a device has called, on whichever node.
         *
         * @param since a moment
         * @param looked is told once, on the loop
         */
        void hasCalled(DeviceId device, Instant since, EventLoop loop, Consumer<Boolean> looked);
    }

    /** Hears an answer. */
    @FunctionalInterface
    interface Told {
        void accept(@Nullable Answer answer);
    }

    Shard(EventLoop loop, Limits limits, Asking asking, BooleanSupplier isBusy, AcsMetrics metrics) {
        this.loop = loop;
        this.limits = limits;
        this.asking = asking;
        this.isBusy = isBusy;
        this.metrics = metrics;
        this.tokens = limits.perSecond();
    }

    EventLoop loop() {
        return loop;
    }

    /** Asks a device, or joins whoever does. */
    void wake(DeviceId device, MonoSink<WakeOutcome> sink) {
        var flight = flights.get(device);
        if (flight != null) {
            flight.join(sink);
            return;
        }
        flight = new Flight(device, System.nanoTime(), Instant.now());
        flight.join(sink);
        if (isClosed) {
            flight.end(Result.LOST, null, "the server stops", System.nanoTime());
        } else if (flights.size() >= limits.queue()) {
            flight.end(Result.QUEUE_FULL, null, "too many connection requests wait already", System.nanoTime());
            metrics.wake(Result.QUEUE_FULL.label(), "none", 0);
        } else {
            flights.put(device, flight);
            ready.add(flight);
            begin();
        }
    }

    /** Begins with as many as may be. */
    private void begin() {
        refill();
        while (!ready.isEmpty() && asked < limits.atOnce() && tokens >= 1 && !isBusy.getAsBoolean()) {
            var flight = ready.poll();
            if (!flight.isOver()) {
                tokens--;
                ask(flight);
            }
        }
        if (!ready.isEmpty() && look == null) {
            look = loop.schedule(this::lookAgain, LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void lookAgain() {
        look = null;
        begin();
    }

    private void refill() {
        long now = System.nanoTime();
        double seconds = (now - refilled) / (double) TimeUnit.SECONDS.toNanos(1);
        // What was not used in a second is gone, or a pause would be followed by a burst.
        tokens = Math.min(Math.max(1, limits.perSecond()), tokens + seconds * limits.perSecond());
        refilled = now;
    }

    private void ask(Flight flight) {
        asked++;
        asking.ask(flight.device(), loop, answer -> {
            asked--;
            if (!flight.isOver()) {
                answered(flight, answer);
            }
            begin();
        });
    }

    private void answered(Flight flight, @Nullable Answer answer) {
        if (answer == null) {
            end(flight, Result.UNKNOWN_DEVICE, null, "no such device is known");
            return;
        }
        flight.answered(answer);
        long left = limits.giveUpNanos() - flight.age(System.nanoTime());
        if (answer.kind() == Answer.Kind.ACCEPTED) {
            flight.timer(loop.schedule(() -> tooLate(flight), limits.callNanos(), TimeUnit.NANOSECONDS));
        } else if (!answer.kind().isPassing()) {
            end(flight, answer.kind().result(), Way.TCP, answer.reason());
        } else if (left <= 0) {
            endUnlessCalled(flight, answer.kind().result(), answer.reason());
        } else {
            flight.timer(loop.schedule(() -> again(flight), Math.min(left, flight.pauseNanos()), TimeUnit.NANOSECONDS));
        }
    }

    private void again(Flight flight) {
        ready.add(flight);
        begin();
    }

    private void tooLate(Flight flight) {
        endUnlessCalled(flight, Result.NO_SESSION, "the device accepted the request and did not call");
    }

    /** Of sessions on other nodes this one hears only if the device says that it was asked to call, and not for certain. */
    private void endUnlessCalled(Flight flight, Result result, String reason) {
        asking.hasCalled(flight.device(), flight.beganAt(), loop, hasCalled -> {
            if (!flight.isOver()) {
                end(flight, hasCalled ? Result.CALLED : result, Way.TCP, hasCalled ? "" : reason);
            }
        });
    }

    /** Whether a device is being asked; from any thread. */
    boolean asks(DeviceId device) {
        return flights.containsKey(device);
    }

    /** A device has opened a session. */
    void called(DeviceId device, boolean requested) {
        var flight = flights.get(device);
        if (flight != null) {
            end(flight, requested ? Result.REACHED : Result.CALLED, flight.last() == null ? null : Way.TCP, "");
        }
    }

    private void end(Flight flight, Result result, @Nullable Way way, String reason) {
        flights.remove(flight.device(), flight);
        long now = System.nanoTime();
        flight.end(result, way, reason, now);
        metrics.wake(result.label(), way == null ? "none" : way.label(), flight.age(now));
    }

    /** Devices that wait or are being asked. */
    int size() {
        return flights.size();
    }

    void close() {
        isClosed = true;
        ready.clear();
        for (var flight : flights.values().toArray(Flight[]::new)) {
            end(flight, Result.LOST, null, "the server stops");
        }
    }
}

package org.reactiveacs.connreq;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One network in which devices are called: how much goes there now, and who waits for a turn there. Belongs to an event loop. */
final class Lane {
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private final TargetNetwork network;
    private final TargetNetworks.Limits limits;
    private final Set<Flight> urgent = new LinkedHashSet<>();
    private final Set<Flight> others = new LinkedHashSet<>();
    private double tokens;
    private long refilled;
    private int asked;

    /** @param now by {@link System#nanoTime} */
    Lane(TargetNetwork network, TargetNetworks.Limits limits, long now) {
        this.network = network;
        this.limits = limits;
        this.tokens = most();
        this.refilled = now;
    }

    /** What was not used in a second is gone, or a pause would be followed by a burst. */
    private double most() {
        return Math.max(1, limits.perSecond());
    }

    private void refill(long now) {
        tokens = Math.min(most(), tokens + (now - refilled) / NANOS * limits.perSecond());
        refilled = now;
    }

    TargetNetwork network() {
        return network;
    }

    /** Takes a turn if there is one now. */
    boolean take(long now) {
        if (!hasRoom() || due(now) > now) {
            return false;
        }
        if (limits.isPaced()) {
            tokens--;
        }
        asked++;
        return true;
    }

    /** Whether one more may be asked beside those that are. */
    boolean hasRoom() {
        return limits.atOnce() == 0 || asked < limits.atOnce();
    }

    /** From when on one more may be begun with, as far as the pace goes. */
    long due(long now) {
        if (!limits.isPaced()) {
            return now;
        }
        refill(now);
        return tokens >= 1 ? now : now + (long) Math.ceil((1 - tokens) / limits.perSecond() * NANOS);
    }

    /** A device is not asked there any more. */
    void ended() {
        asked--;
    }

    /** A turn was taken and not used. */
    void giveBack() {
        asked--;
        tokens = Math.min(most(), tokens + 1);
    }

    void add(Flight flight) {
        (flight.isUrgent() ? urgent : others).add(flight);
    }

    /** Somebody waits for a device that waits here. */
    void hurry(Flight flight) {
        if (others.remove(flight)) {
            urgent.add(flight);
        }
    }

    void remove(Flight flight) {
        if (!urgent.remove(flight)) {
            others.remove(flight);
        }
    }

    /** Who came first, of those for whom somebody waits, or of the others. */
    @Nullable
    Flight poll(boolean isUrgent) {
        var from = (isUrgent ? urgent : others).iterator();
        if (!from.hasNext()) {
            return null;
        }
        var first = from.next();
        from.remove();
        return first;
    }

    /** Whether anybody waits here for a turn. */
    boolean isWaitedFor(boolean isUrgent) {
        return !(isUrgent ? urgent : others).isEmpty();
    }

    /** Whether nothing would change if it were forgotten. */
    boolean isIdle(long now) {
        refill(now);
        return asked == 0 && urgent.isEmpty() && others.isEmpty() && tokens >= most();
    }
}

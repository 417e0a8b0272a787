package org.reactiveacs.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.HandOver;
import org.reactiveacs.port.Actor;
import reactor.core.publisher.Mono;

/** Writes that devices have gone to the ACS to which they were given, for every store alike. */
public final class Departures {
    private static final Actor ACTOR = new Actor(Actor.Kind.SYSTEM, "hand-over");

    private final DeviceStore devices;

    public Departures(DeviceStore devices) {
        this.devices = devices;
    }

    /**
     * Writes that a device has gone.
     *
     * @param task by which it was given away: the write is called by it, so that it is done once however many nodes look
     */
    public Mono<Silenced> left(DeviceId device, String task, Instant now) {
        return devices.change(device, List.of(new DeviceStore.Change.Left(task)), new Write("left-" + task, ACTOR, now))
                .map(known -> isGone(known.registration().handOver(), task, now) ? new Silenced(0, 1) : Silenced.NONE)
                .defaultIfEmpty(Silenced.NONE);
    }

    private static boolean isGone(@Nullable HandOver handOver, String task, Instant now) {
        return handOver != null
                && handOver.state() == HandOver.State.HANDED_OVER
                && handOver.task().equals(task)
                && handOver.at().equals(now);
    }
}

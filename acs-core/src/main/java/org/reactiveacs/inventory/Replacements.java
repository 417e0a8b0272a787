package org.reactiveacs.inventory;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.KnownDevice;
import org.reactiveacs.device.Registration;
import org.reactiveacs.device.Succession.Retirement;
import org.reactiveacs.store.DeviceStore;
import org.reactiveacs.store.DeviceStore.Change;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.Subscriber;
import org.reactiveacs.store.TaskStore;
import org.reactiveacs.store.Write;
import org.reactiveacs.task.TaskStatus;
import reactor.core.publisher.Mono;

/**
 * Devices that come in the place of others. The old one is retired first, with all that it has still in its record; then the new one takes
 * it, the subscriber gets the new one for the old one, what waited for the old one is taken back, and at last the old one's record is emptied.
 * Each step can be repeated, so whoever finds a retired device that is not emptied does the rest. Thread-safe.
 */
public final class Replacements {

    private final DeviceStore devices;
    private final TaskStore tasks;
    private final Subscribers subscribers;

    public Replacements(Store store) {
        this.devices = store.devices();
        this.tasks = store.tasks();
        this.subscribers = new Subscribers(store);
    }

    /**
     * Retires a device, unless it is already, and moves what it has.
     *
     * @return the device afterwards, retired by this or by an earlier order; empty when it is not there
     */
    public Mono<KnownDevice> replace(DeviceId old, Retirement retirement, Write write) {
        return devices.change(old, List.of(new Change.Retire(retirement)), step(write, "retire"))
                .flatMap(known -> finish(known, write));
    }

    /** Does what is left to be done for a device that is retired; nothing for any other. */
    public Mono<KnownDevice> finish(KnownDevice old, Write write) {
        var registration = old.registration();
        var retirement = registration.retirement();
        if (retirement == null || retirement.isMoved()) {
            return Mono.just(old);
        }
        var takes = List.<Change>of(
                new Change.Register(), new Change.Replace(old.id(), registration.tags(), registration.variables()));
        return devices.change(retirement.replacedBy(), takes, step(write, "take"))
                .then(Mono.defer(() -> subscribed(old.id(), registration, retirement.replacedBy(), write)))
                .then(Mono.defer(() -> takenBack(old.id(), write)))
                .then(Mono.defer(() -> devices.change(old.id(), List.of(new Change.Moved()), step(write, "moved"))));
    }

    private static Write step(Write write, String step) {
        return new Write(write.operation() + "-" + step, write.actor(), write.at());
    }

    /** The subscriber has the new device in the place of the old one. */
    private Mono<Void> subscribed(DeviceId old, Registration registration, DeviceId next, Write write) {
        if (registration.subscription() == null) {
            return Mono.empty();
        }
        return subscribers
                .change(
                        registration.subscriber(),
                        now -> exchanged(now, old, next),
                        Set.of(),
                        step(write, "subscriber"))
                .then();
    }

    private static Subscriber exchanged(Subscriber subscriber, DeviceId old, DeviceId next) {
        if (!subscriber.devices().contains(old)) {
            return subscriber;
        }
        var own = new TreeSet<>(subscriber.devices());
        own.remove(old);
        own.add(next);
        return subscriber.with(own);
    }

    /** A task whose request is out ends by itself. */
    private Mono<Void> takenBack(DeviceId old, Write write) {
        return tasks.list(old)
                .flatMapIterable(all -> all)
                .filter(task -> task.status() == TaskStatus.QUEUED)
                .concatMap(task -> tasks.cancel(old, task.id(), step(write, "cancel-" + task.id())))
                .then();
    }
}

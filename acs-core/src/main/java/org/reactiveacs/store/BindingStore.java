package org.reactiveacs.store;

import java.time.Duration;
import org.reactiveacs.device.DeviceId;
import reactor.core.publisher.Mono;

/**
 * The bindings that devices keep, for all nodes. They are hints that devices renew every few minutes: they may be lost, and on a
 * store that is one process they are with its end. Errors come as {@link StoreException}.
 */
public interface BindingStore {

    /**
     * Keeps a binding in the place of the one before, unless that is proven and this one is not.
     *
     * @param lifetime after which it is gone
     * @return whether it stands now
     */
    Mono<Boolean> keep(BindingKey key, Binding binding, Duration lifetime);

    /** A binding that lives; empty when there is none. */
    Mono<Binding> find(BindingKey key);

    /**
     * Takes the stamp for a datagram to a device: both of its numbers are greater than those of any taken before, by whichever node,
     * as long as that was within a week.
     *
     * @param least what it would be by the caller's clock
     */
    Mono<Stamp> stamp(DeviceId device, Stamp least);
}

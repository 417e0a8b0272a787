package org.reactiveacs.store;

import java.time.Instant;
import java.util.function.Consumer;
import org.reactiveacs.device.DeviceId;
import reactor.core.publisher.Mono;

/**
 * Sessions: what the CWMP endpoint asks of a store. Each call is one unit of work and one round trip, and may be
 * repeated under its operation id. Errors come as {@link StoreException}.
 */
public interface SessionStore {

    /**
     * Takes an Inform in: judges the caller, ends an older session of the device, records the visit and what was
     * reported, and gives what the session needs. The first {@link #commit} finds version 0.
     */
    Mono<Opened> open(Arrival arrival);

    /**
     * Reads a session back for a message that came to a node which has it not, or not as it is now; empty when there is
     * none.
     *
     * @param now for which tasks are due
     */
    Mono<Resumed> resume(SessionKey key, Instant now);

    /** What is kept of the device beside its head, {@link Loaded#NOTHING} when there is nothing yet. */
    Mono<Loaded> load(DeviceId device);

    /** Writes what one message changed, all together, if no other session took over. */
    Mono<Committed> commit(Commit commit);

    /**
     * Ends the sessions of a partition that had no message for their time-out, and settles tasks whose deadline passed.
     *
     * @param ended is told of each session that this call ended; must not block
     * @return how many sessions ended
     */
    Mono<Integer> expire(int partition, Instant now, Consumer<SessionKey> ended);

    /** The same, where nobody wants to know which they were. */
    default Mono<Integer> expire(int partition, Instant now) {
        return expire(partition, now, session -> {});
    }

    /**
     * Looks at the devices of a partition whose turn it is, some of them if there are many, and calls silent those that
     * have missed too many of their periodic Informs: with an event and the counter, once however many nodes look. A device that was
     * given to another ACS has gone there then, and is not silent.
     *
     * @return how many fell silent or had gone at this call
     */
    Mono<Silenced> silence(int partition, Instant now, SilenceRules rules);
}

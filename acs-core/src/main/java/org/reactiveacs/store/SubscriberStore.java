package org.reactiveacs.store;

import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Subscribers, each a record of its own. What their devices keep of them stands with the devices; {@code inventory} brings both
 * together. Errors come as {@link StoreException}.
 */
public interface SubscriberStore {

    /** What the audit trail calls a change of one. */
    String AUDITED = "subscriber changed";

    /** One, also if it is gone but for what is unsettled; empty when there is none. */
    Mono<Subscriber> get(String id);

    /**
     * Some in order of their ids, those that are gone but for what is unsettled among them.
     *
     * @param prefix what their ids begin with, empty for all
     * @param after the id to go on after, null to begin
     */
    Mono<List<Subscriber>> list(String prefix, @Nullable String after, int limit);

    /**
     * Changes one durably, if it has the version that is expected.
     *
     * @return whether it stands as it should; false when it had another version and nothing was changed
     */
    Mono<Boolean> edit(Edit edit);

    /**
     * A change of a subscriber.
     *
     * @param expected the version that it is to have, 0 if there is to be none
     * @param next as it shall be, null to take it away
     * @param detail what the audit trail says of it, null if it says nothing
     */
    record Edit(
            String id,
            long expected,
            @Nullable Subscriber next,
            Write write,
            @Nullable String detail) {}
}

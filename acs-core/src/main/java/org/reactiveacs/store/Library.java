package org.reactiveacs.store;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Documents that operators write, on shelves: each has versions, every edit is durable and in the audit trail, and what they say is
 * sealed. Every node sees what any node wrote last. Errors come as {@link StoreException}.
 */
public interface Library {

    /** Versions of a document that are kept besides the newest. */
    int VERSIONS_KEPT = 100;

    /**
     * A document as it is.
     *
     * @param version grows by one with each edit
     * @param record what it says
     */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
    record Entry(long version, byte[] record) {}

    /**
     * A change of a document.
     *
     * @param expected the version that it is to have, 0 if it is not to be there
     * @param next what it is to say, null to take it away
     * @param detail what the audit trail says besides shelf and name
     */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
    record Edit(String shelf, String name, long expected, byte @Nullable [] next, Write write, String detail) {}

    /** One document, empty when it is not there. */
    Mono<Entry> get(String shelf, String name);

    /** All of a shelf by name, which should be some thousands at most. */
    Mono<Map<String, Entry>> all(String shelf);

    /** A number that grows with each edit on a shelf: who has seen it has seen all. */
    Mono<Long> state(String shelf);

    /**
     * Changes a document, if it has the version that is expected.
     *
     * @return its version afterwards, 0 when it had another than expected and nothing was changed
     */
    Mono<Long> edit(Edit edit);

    /** What a document has said, by version: the newest {@value #VERSIONS_KEPT}; those of one that was taken away, too. */
    Mono<Map<Long, byte[]>> history(String shelf, String name);
}

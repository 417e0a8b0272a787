package org.reactiveacs.store;

import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * In which {@linkplain org.reactiveacs.store.record.StoreFormat format} records are written: one that all nodes read, so
 * that nodes of two versions can work side by side. An operator raises it once all nodes are of the newer version; from
 * then on older ones refuse. Thread-safe.
 */
public interface Formats {

    /** As heard last, about a second ago. Never waits. */
    State state();

    /**
     * The format that is written now. Never waits.
     *
     * @throws StoreException if this node does not read it: the others were upgraded meanwhile
     */
    int written();

    /** Raises it to the newest that all nodes read, in one step with looking who they are. Durable, and audited. */
    Mono<Raised> raise(Write write);

    /**
     * How far a store is.
     *
     * @param written records are written in this format
     * @param oldest no record is of an older format
     * @param since when {@code written} was raised
     */
    record State(int written, int oldest, Instant since) {
        /** Whether all records are of the format that is written. */
        public boolean isSettled() {
            return oldest >= written;
        }
    }

    /** What raising came to. */
    sealed interface Raised {
        /** It is written now; the same as before if no node has a newer one. */
        record Done(int from, int to) implements Raised {}

        /** Nodes, by name, that read nothing newer than what is written already. */
        record Held(int written, List<String> nodes) implements Raised {}

        /** Records of the format before the last raise are left; they are being written anew. */
        record Unsettled(State state) implements Raised {}
    }
}

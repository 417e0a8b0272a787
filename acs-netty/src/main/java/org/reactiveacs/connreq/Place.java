package org.reactiveacs.connreq;

import java.net.InetAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where a device is asked by one way, as found out just before. */
public sealed interface Place {

    /** To which something is sent; null if nothing is, or it goes through a server which paces it. */
    @Nullable
    InetAddress address();

    /**
     * Asks once, on the loop for which the place was found.
     *
     * @param told hears the answer, once and on that loop
     */
    void ask(Consumer<Answer> told);

    /**
     * A device cannot be asked so.
     *
     * @param answer that stands for its own
     */
    record Nowhere(Answer answer) implements Place {
        @Override
        public @Nullable InetAddress address() {
            return null;
        }

        @Override
        public void ask(Consumer<Answer> told) {
            told.accept(answer);
        }
    }

    /**
     * A device can be asked there.
     *
     * @param asking does it
     */
    record At(@Nullable InetAddress address, Asking asking) implements Place {
        @Override
        public void ask(Consumer<Answer> told) {
            asking.ask(told);
        }
    }

    /** Asks a device at its place. */
    @FunctionalInterface
    interface Asking {
        /** As {@link Place#ask}. */
        void ask(Consumer<Answer> told);
    }

    /** A place from which nothing but a failure can come. */
    static Place nowhere(Answer.Kind kind, String reason) {
        return new Nowhere(new Answer(kind, reason));
    }
}

package org.reactiveacs.endpoint;

import org.jspecify.annotations.Nullable;
import org.reactiveacs.load.Load;
import org.reactiveacs.tracing.MessageSpan;

/** A message in hand, from when it is here whole until its answer is found. Not thread-safe; said by whoever has it. */
final class Turn {
    private final Load load;
    private long since;
    private @Nullable MessageSpan span;

    Turn(Load load) {
        this.load = load;
        this.since = load.taken();
    }

    /** Names its span: from now on it is known to be a message of a traced session. */
    void traced(MessageSpan message) {
        span = message;
    }

    /** Nothing is told of it after all: no session came of it. */
    void untraced() {
        span = null;
    }

    /** Null for a message of a session that is not traced, or of none. */
    @Nullable
    MessageSpan span() {
        return span;
    }

    /** Its answer is held back for somebody else, which is no load. */
    void rest() {
        answered();
    }

    /** It is worked on again. */
    void goOn() {
        since = load.taken();
    }

    /** Its answer is found, which is all of it that is our own time. */
    void ready() {
        answered();
    }

    private void answered() {
        if (span == null) {
            load.answered(since);
        } else {
            span.asExemplar(() -> load.answered(since));
        }
    }
}

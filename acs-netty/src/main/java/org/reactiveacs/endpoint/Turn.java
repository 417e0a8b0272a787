package org.reactiveacs.endpoint;

import org.reactiveacs.load.Load;

/** A message in hand, from when it is here whole until its answer is found. Not thread-safe; said by whoever has it. */
final class Turn {
    private final Load load;
    private long since;

    Turn(Load load) {
        this.load = load;
        this.since = load.taken();
    }

    /** Its answer is held back for somebody else, which is no load. */
    void rest() {
        load.answered(since);
    }

    /** It is worked on again. */
    void goOn() {
        since = load.taken();
    }

    /** Its answer is found, which is all of it that is our own time. */
    void ready() {
        load.answered(since);
    }
}

package org.reactiveacs.task;

import org.jspecify.annotations.Nullable;

/**
 * How far a task is, as far as the next session must know.
 *
 * @param step the step of a sequence, 0 in other tasks
 * @param instance the instance that an AddObject made and whose values are still to be set, empty if none
 * @param sent the request that is out, null when none is
 * @param awaitsTransfer whether the device took the order and its TransferComplete (or its like) is still to come
 */
public record Progress(int step, String instance, @Nullable Sent sent, boolean awaitsTransfer) {

    public static final Progress START = new Progress(0, "", null, false);

    public Progress sending(Sent next) {
        return new Progress(step, instance, next, false);
    }

    public Progress made(String newInstance) {
        return new Progress(step, newInstance, null, false);
    }

    public Progress answered() {
        return new Progress(step, instance, null, false);
    }

    /** The order was taken; {@link #sent} stays, for its key tells whose the completion is. */
    public Progress awaitingTransfer() {
        return new Progress(step, instance, sent, true);
    }

    public Progress nextStep() {
        return new Progress(step + 1, "", null, false);
    }
}

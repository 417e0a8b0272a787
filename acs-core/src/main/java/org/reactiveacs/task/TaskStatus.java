package org.reactiveacs.task;

/** How far a task is. */
public enum TaskStatus {
    /** Waits for the device to call, or for its time. */
    QUEUED,
    /** A session works on it, or a transfer that it ordered is under way. */
    RUNNING,
    /** The connection died between the request and its answer; evidence will tell whether the device did it. */
    UNSETTLED,
    DONE,
    FAILED,
    /** Its time ran out before the device could do it. */
    EXPIRED,
    /** An operator took it back before it ran. */
    CANCELLED;

    /** Whether nothing can change it any more. */
    public boolean isEnded() {
        return switch (this) {
            case QUEUED, RUNNING, UNSETTLED -> false;
            case DONE, FAILED, EXPIRED, CANCELLED -> true;
        };
    }
}

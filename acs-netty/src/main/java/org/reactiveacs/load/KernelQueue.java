package org.reactiveacs.load;

import java.util.concurrent.TimeUnit;

/**
 * The connections that the kernel has made for us and that we have not accepted. A queue that is nearly full for as long as
 * an answer may take is no burst: it is about to turn people away without a word, and those who can be told are told.
 *
 * @param waiting connections
 * @param room how many there may be; 0 where that cannot be known
 * @param fullNanos for how long it has been nearly full
 * @param standing whether that is so long that people are told
 */
record KernelQueue(int waiting, int room, long fullNanos, boolean standing) {

    /** A look that comes late, since we stood still ourselves, says nothing of the time before it. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    static final KernelQueue UNKNOWN = new KernelQueue(0, 0, 0, false);

    /**
     * What is to be said of it a while later.
     *
     * @param nanos the while
     * @param targetNanos how long it may be nearly full
     */
    KernelQueue after(Reading reading, long nanos, long targetNanos) {
        long full = reading.isNearlyFull() ? fullNanos + Math.min(nanos, LOOK_NANOS) : 0;
        boolean stands = full >= targetNanos || standing && reading.isQuiteFull();
        return new KernelQueue(reading.waiting(), reading.room(), full, stands && reading.room() > 0);
    }

    /** One look at it. */
    record Reading(int waiting, int room) {

        boolean isNearlyFull() {
            return room > 0 && waiting >= room - room / 16;
        }

        private boolean isQuiteFull() {
            return waiting >= room - room / 4;
        }
    }
}

package org.reactiveacs.simulator.cpe;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** When the device calls by itself. */
final class Timers {
    private record Scheduled(Instant at, String commandKey) {}

    private final List<Scheduled> scheduled = new ArrayList<>(0);
    private Instant periodicAt = Instant.MAX;
    private boolean isQuiet;

    /** Starts the period anew, at the next full interval from a moment. */
    void startPeriod(Management management, Instant from) {
        isQuiet = false;
        periodicAt = management.isPeriodic() ? from.plus(management.periodicInterval()) : Instant.MAX;
    }

    /** No more periodic Informs until the period is started again. */
    void stopPeriod() {
        isQuiet = true;
        periodicAt = Instant.MAX;
    }

    /** Whether a restart begins the period anew. */
    boolean isPeriodic() {
        return !isQuiet;
    }

    void schedule(Instant at, String commandKey) {
        scheduled.add(new Scheduled(at, commandKey));
    }

    void clear() {
        scheduled.clear();
    }

    Instant next() {
        Instant next = periodicAt;
        for (Scheduled call : scheduled) {
            next = call.at().isBefore(next) ? call.at() : next;
        }
        return next;
    }

    /** Turns what is due into events. */
    void collect(Instant now, Management management, EventQueue events) {
        if (!periodicAt.isAfter(now)) {
            events.add(EventQueue.PERIODIC, "");
            Duration interval = management.periodicInterval();
            long missed = Duration.between(periodicAt, now).toMillis() / interval.toMillis();
            periodicAt = periodicAt.plus(interval.multipliedBy(missed + 1)); // keeps the phase
        }
        scheduled.removeIf(call -> {
            boolean due = !call.at().isAfter(now);
            if (due) {
                events.add(EventQueue.SCHEDULED, "");
                events.add("M ScheduleInform", call.commandKey());
            }
            return due;
        });
    }
}

package org.reactiveacs.benchmarks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.reactiveacs.simulator.load.Probe;
import org.reactiveacs.simulator.load.Recovery;

/**
 * Many sessions at a fixed rate. Ordinary sessions are begun 20 times a second all the while: for some time before the storm, under it,
 * and as long after it. Says {@code storm}, {@code over} and {@code end} with {@link StormFigures}.
 */
final class Storm {
    private static final double PROBES_A_SECOND = 20;
    private static final long MOST_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Callers callers;
    private final Histogram times = new Histogram(MOST_NANOS, 3);
    private final Histogram late = new Histogram(MOST_NANOS, 3);
    private final List<Probe> probes = new ArrayList<>();
    private final Map<LoadConnection.Outcome, Long> outcomes = new EnumMap<>(LoadConnection.Outcome.class);

    Storm(Callers callers) {
        this.callers = callers;
    }

    /**
     * Makes it, and waits until it is over.
     *
     * @param rate sessions a second
     * @param seconds for which it lasts
     * @param aroundSeconds for which ordinary sessions alone are begun before it, and after it
     */
    void run(double rate, int seconds, int aroundSeconds) throws InterruptedException, ExecutionException {
        long around = TimeUnit.SECONDS.toNanos(aroundSeconds);
        long begin = System.nanoTime();
        long start = begin + around;
        long end = start + TimeUnit.SECONDS.toNanos(seconds);
        long last = end + around;
        OpenLoop ordinary = new OpenLoop(PROBES_A_SECOND, begin, last, this::probe);
        OpenLoop load = new OpenLoop(rate, start, end, due -> call(due, end));
        var turns = callers.loop()
                .scheduleWithFixedDelay(
                        () -> {
                            long now = System.nanoTime();
                            ordinary.at(now);
                            load.at(now);
                        },
                        0,
                        1,
                        TimeUnit.MILLISECONDS);
        sayAt(start, "storm");
        sayAt(end, "over");
        sleepUntil(last);
        turns.cancel(false);
        System.out.println("end "
                + callers.loop().submit(() -> figures(start, end, last)).get().line());
    }

    private static void sayAt(long nanos, String word) throws InterruptedException {
        sleepUntil(nanos);
        System.out.println(word);
    }

    private static void sleepUntil(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
    }

    private void probe(long due) {
        // One that is not let in or refused counts as slow, for it would have to come again.
        session(outcome -> probes.add(
                new Probe(due, outcome == LoadConnection.Outcome.SERVED ? System.nanoTime() - due : MOST_NANOS)));
    }

    private void call(long due, long end) {
        late.recordValue(Math.min(MOST_NANOS, System.nanoTime() - due));
        session(outcome -> {
            long now = System.nanoTime();
            if (outcome == LoadConnection.Outcome.SERVED) {
                times.recordValue(Math.min(MOST_NANOS, now - due));
                if (now > end) {
                    return; // Served from what had piled up, which would make the storm's rate look better.
                }
            }
            outcomes.merge(outcome, 1L, Long::sum);
        });
    }

    private void session(Consumer<LoadConnection.Outcome> ended) {
        callers.call(ended, () -> {});
    }

    private long count(LoadConnection.Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    private StormFigures figures(long start, long end, long last) {
        Recovery recovery = new Recovery(probes, start);
        double recovered = recovery.seconds(last).orElse(-1);
        return new StormFigures(
                count(LoadConnection.Outcome.SERVED),
                count(LoadConnection.Outcome.REFUSED),
                count(LoadConnection.Outcome.UNCONNECTED),
                count(LoadConnection.Outcome.FAILED),
                times.getValueAtPercentile(50) / 1e6,
                times.getValueAtPercentile(99) / 1e6,
                late.getValueAtPercentile(99) / 1e6,
                recovery.usualMillis(),
                recovered < 0 ? -1 : Math.max(0, recovered * 1000 - (end - start) / 1e6));
    }
}

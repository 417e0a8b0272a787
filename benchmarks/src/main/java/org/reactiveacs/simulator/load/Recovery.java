package org.reactiveacs.simulator.load;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * When probes fare as they did before: a probe is slow if it took longer than 99 of a hundred did before the load, a time of
 * five seconds is disturbed if more than a fifth of its probes were slow, and all is well again with the first probe after
 * the last slow one of the last disturbed time. A fifth, because one of a hundred is slow on any day.
 */
public final class Recovery {
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int ONE_OF = 5;
    private static final long NEVER = Long.MAX_VALUE;

    private final List<Probe> before;
    private final List<Probe> during;
    private final long startNanos;
    private final long usualNanos;

    /** Judges probes around the moment at which the load began. */
    public Recovery(List<Probe> probes, long startNanos) {
        List<Probe> inOrder = probes.stream()
                .sorted(Comparator.comparingLong(Probe::dueNanos))
                .toList();
        this.before =
                inOrder.stream().filter(probe -> probe.dueNanos() < startNanos).toList();
        this.during = inOrder.subList(before.size(), inOrder.size());
        this.startNanos = startNanos;
        this.usualNanos = percentile99(before);
    }

    private static long percentile99(List<Probe> probes) {
        List<Long> times = probes.stream().map(Probe::nanos).sorted().toList();
        return times.isEmpty() ? NEVER : times.get((int) Math.ceil(times.size() * 0.99) - 1);
    }

    /** What 99 of a hundred probes took at most before the load, in milliseconds. */
    public double usualMillis() {
        return usualNanos == NEVER ? 0 : usualNanos / 1e6;
    }

    /** How many probes there were before the load. */
    int baseline() {
        return before.size();
    }

    /**
     * Seconds from the beginning of the load until probes fare as before; 0 when they always did, empty when they do not
     * yet, or not for as long as it takes to be sure.
     *
     * @param nowNanos until when there were probes
     */
    public OptionalDouble seconds(long nowNanos) {
        int lastSlow = -1;
        int from = 0;
        int slow = 0;
        for (int i = 0; i < during.size(); i++) {
            slow += isSlow(during.get(i)) ? 1 : 0;
            while (during.get(i).dueNanos() - during.get(from).dueNanos() > WINDOW_NANOS) {
                slow -= isSlow(during.get(from)) ? 1 : 0;
                from++;
            }
            if (isSlow(during.get(i)) && slow * ONE_OF > i - from + 1) {
                lastSlow = i;
            }
        }
        long calmSince = lastSlow < 0
                ? startNanos
                : lastSlow + 1 < during.size() ? during.get(lastSlow + 1).dueNanos() : nowNanos;
        boolean isSure = !before.isEmpty() && !during.isEmpty() && nowNanos - calmSince >= WINDOW_NANOS;
        return isSure ? OptionalDouble.of((calmSince - startNanos) / 1e9) : OptionalDouble.empty();
    }

    private boolean isSlow(Probe probe) {
        return probe.nanos() > usualNanos;
    }
}

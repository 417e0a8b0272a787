package org.reactiveacs.benchmarks;

import java.util.Locale;

/**
 * What came of a storm.
 *
 * @param served sessions that began and ended well in it
 * @param refused were answered 503
 * @param unconnected found the kernel's queue full
 * @param failed in any other way
 * @param p50Millis of those served, from when they were due
 * @param p99Millis of those served, be it after it
 * @param lateMillis by how much 99 of a hundred sessions began late at most, which is the load's fault
 * @param usualMillis what 99 of a hundred ordinary sessions took at most before
 * @param recoveredMillis how long after the storm an ordinary session was served within that again; negative when not
 */
record StormFigures(
        long served,
        long refused,
        long unconnected,
        long failed,
        double p50Millis,
        double p99Millis,
        double lateMillis,
        double usualMillis,
        double recoveredMillis) {

    String line() {
        return String.format(
                Locale.ROOT,
                "%d %d %d %d %.3f %.3f %.3f %.3f %.3f",
                served,
                refused,
                unconnected,
                failed,
                p50Millis,
                p99Millis,
                lateMillis,
                usualMillis,
                recoveredMillis);
    }

    static StormFigures parse(String line) {
        String[] fields = line.split(" ", -1);
        return new StormFigures(
                Long.parseLong(fields[0]),
                Long.parseLong(fields[1]),
                Long.parseLong(fields[2]),
                Long.parseLong(fields[3]),
                Double.parseDouble(fields[4]),
                Double.parseDouble(fields[5]),
                Double.parseDouble(fields[6]),
                Double.parseDouble(fields[7]),
                Double.parseDouble(fields[8]));
    }
}

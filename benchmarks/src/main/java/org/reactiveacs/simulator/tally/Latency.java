package org.reactiveacs.simulator.tally;

import org.HdrHistogram.Histogram;

/**
 * How long something took, in milliseconds; all 0 when there was nothing.
 *
 * @param count how many there were
 * @param p50Ms half of them took no longer
 * @param p90Ms nine of ten
 * @param p99Ms 99 of a hundred
 * @param p999Ms 999 of a thousand
 * @param maxMs the longest
 */
public record Latency(
        long count, double meanMs, double p50Ms, double p90Ms, double p99Ms, double p999Ms, double maxMs) {

    static Latency of(Histogram micros) {
        return new Latency(
                micros.getTotalCount(),
                millis(micros.getMean()),
                at(micros, 50),
                at(micros, 90),
                at(micros, 99),
                at(micros, 99.9),
                millis((double) micros.getMaxValue()));
    }

    private static double at(Histogram micros, double percentile) {
        return millis((double) micros.getValueAtPercentile(percentile));
    }

    private static double millis(double micros) {
        return Math.round(micros / 10) / 100.0;
    }
}

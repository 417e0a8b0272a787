package org.reactiveacs.benchmarks;

import java.util.Locale;

/**
 * A budget, and what was measured against it.
 *
 * @param what it is about
 * @param unit of limit and measured value, empty for a ratio
 * @param limit that is kept to
 * @param atLeast whether it is the least that must be reached, else the most that may be taken
 * @param measured not finite when it was not, or when nothing at all was served in the time
 * @param note how, or why not
 */
record Budget(String what, String unit, double limit, boolean atLeast, double measured, String note) {

    static Budget most(String what, String unit, double limit, double measured, String note) {
        return new Budget(what, unit, limit, false, measured, note);
    }

    static Budget least(String what, String unit, double limit, double measured, String note) {
        return new Budget(what, unit, limit, true, measured, note);
    }

    static Budget unmeasured(String what, String unit, double limit, String why) {
        return new Budget(what, unit, limit, false, Double.NaN, why);
    }

    /** The same with nothing measured, for a reason. */
    Budget without(String why) {
        return new Budget(what, unit, limit, atLeast, Double.NaN, why);
    }

    boolean isMeasured() {
        return Double.isFinite(measured);
    }

    boolean isMet() {
        return isMeasured() && (atLeast ? measured >= limit : measured <= limit);
    }

    /** The measured value over the limit. */
    double ratio() {
        return measured / limit;
    }

    String verdict() {
        return !isMeasured() ? "not measured" : isMet() ? "met" : "MISSED";
    }

    String limitText() {
        return (atLeast ? ">= " : "<= ") + number(limit);
    }

    String measuredText() {
        return isMeasured() ? number(measured) : "-";
    }

    String ratioText() {
        return isMeasured() ? String.format(Locale.ROOT, "%.2f", ratio()) : "-";
    }

    /** With as many digits as say something. */
    private String number(double value) {
        String text = Math.abs(value) >= 100
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
        return unit.isEmpty() ? text : text + ' ' + unit;
    }
}

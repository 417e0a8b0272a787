package org.reactiveacs.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DataModel;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.Visit;

/**
 * How often a device calls by itself, as far as is known.
 *
 * @param off whether it is known that it does not
 * @param interval the longest that anything tells, null where nothing does
 */
record PeriodicInforms(boolean off, @Nullable Duration interval) {

    private static final String PERIODIC = "2 PERIODIC";
    private static final long LONGEST_SECONDS = 0xFFFF_FFFFL;

    /**
     * Reads it from what the device reported, its parameters and its visits.
     *
     * @param tree {@link ParameterTree#EMPTY} to do without
     */
    static PeriodicInforms of(Device head, ParameterTree tree) {
        var told = seconds(parameter(head, tree, "PeriodicInformInterval"));
        var shown = largestGap(head.visits());
        return new PeriodicInforms(
                isOff(parameter(head, tree, "PeriodicInformEnable"), head.visits()), longer(told, shown));
    }

    /** What Informs report is newer than what the tree holds. */
    private static @Nullable Parameter parameter(Device head, ParameterTree tree, String name) {
        for (var model : DataModel.values()) {
            var path = model.root() + "ManagementServer." + name;
            var reported = head.reported().get(path);
            var parameter = reported != null && reported.value() != null ? reported : tree.get(path);
            if (parameter != null && parameter.value() != null) {
                return parameter;
            }
        }
        return null;
    }

    private static @Nullable Duration seconds(@Nullable Parameter interval) {
        var text = interval == null ? null : interval.value();
        if (text == null || !text.strip().matches("[0-9]{1,10}")) {
            return null;
        }
        long seconds = Long.parseLong(text.strip());
        return seconds == 0 || seconds > LONGEST_SECONDS ? null : Duration.ofSeconds(seconds);
    }

    /** A device that called periodically after it had said that it does not has been told otherwise since. */
    private static boolean isOff(@Nullable Parameter enable, List<Visit> visits) {
        var value =
                enable == null || enable.value() == null ? "" : enable.value().strip();
        if (enable == null || !value.equals("0") && !value.equalsIgnoreCase("false")) {
            return false;
        }
        var readAt = enable.readAt();
        return readAt == null
                || visits.stream()
                        .noneMatch(visit -> isPeriodic(visit) && visit.at().isAfter(readAt));
    }

    /**
     * Between periodic visits that follow one another. A gap in which the device restarted or failed to reach us says how
     * long it was away, not how often it calls.
     */
    private static @Nullable Duration largestGap(List<Visit> newestFirst) {
        @Nullable Duration largest = null;
        @Nullable Instant later = null;
        for (var visit : newestFirst) {
            if (later != null && isPeriodic(visit)) {
                largest = longer(largest, Duration.between(visit.at(), later));
            }
            if (visit.retryCount() > 0 || isStart(visit)) {
                later = null;
            } else if (isPeriodic(visit)) {
                later = visit.at();
            }
        }
        return largest;
    }

    private static boolean isPeriodic(Visit visit) {
        return visit.events().contains(PERIODIC);
    }

    private static boolean isStart(Visit visit) {
        return visit.events().contains("1 BOOT") || visit.events().contains("0 BOOTSTRAP");
    }

    private static @Nullable Duration longer(@Nullable Duration a, @Nullable Duration b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.compareTo(b) < 0 ? b : a;
    }
}

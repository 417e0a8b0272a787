package org.reactiveacs.campaign;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.reactiveacs.cluster.Partitions;

/**
 * All partitions together.
 *
 * @param sizes devices in the pass by partition, empty until all partitions are in it
 * @param ended devices of the pass with which it is over
 * @param judged of these, that did well or failed
 * @param failed of these, that failed
 * @param stages how many devices are how far, of all passes
 */
public record Sums(List<Integer> sizes, long ended, long judged, long failed, Map<Stage, Long> stages) {

    /** Nothing is known yet. */
    public static final Sums NONE = new Sums(List.of(), 0, 0, 0, Map.of());

    public Sums {
        sizes = List.copyOf(sizes);
        stages = Map.copyOf(stages);
    }

    /**
     * Adds up.
     *
     * @param tallies by partition, of those that have any
     * @param pass what counts as ended, judged and failed
     */
    public static Sums of(Map<Integer, Tally> tallies, int pass) {
        Map<Stage, Long> stages = new EnumMap<>(Stage.class);
        long ended = 0;
        long judged = 0;
        long failed = 0;
        var sizes = new ArrayList<Integer>();
        for (int partition = 0; partition < Partitions.COUNT; partition++) {
            var tally = tallies.get(partition);
            if (tally == null) {
                continue;
            }
            tally.stages().forEach((stage, count) -> stages.merge(stage, (long) count, Long::sum));
            if (tally.pass() == pass) {
                sizes.add(tally.size());
                ended += tally.ended();
                judged += tally.judged();
                failed += tally.failed();
            }
        }
        return new Sums(sizes.size() == Partitions.COUNT ? sizes : List.of(), ended, judged, failed, stages);
    }

    /** Devices at which something is under way. */
    public long inFlight() {
        return stages.entrySet().stream()
                .filter(entry -> entry.getKey().isInFlight())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** How many devices there are. */
    public long devices() {
        return stages.values().stream().mapToLong(Long::longValue).sum();
    }
}

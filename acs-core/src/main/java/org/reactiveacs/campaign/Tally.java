package org.reactiveacs.campaign;

import java.util.Map;
import java.util.TreeMap;

/**
 * How far one partition is.
 *
 * @param pass the pass that it is in
 * @param size devices in that pass
 * @param ended of these, with which it is over
 * @param judged of these, that did well or failed
 * @param failed of these, that failed
 * @param stages how many devices are how far, of all passes
 */
public record Tally(int pass, int size, int ended, int judged, int failed, Map<Stage, Integer> stages) {

    public Tally {
        stages = Map.copyOf(new TreeMap<>(stages));
    }
}

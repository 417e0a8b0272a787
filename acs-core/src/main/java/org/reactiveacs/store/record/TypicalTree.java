package org.reactiveacs.store.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DeviceModel;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.Secrets;

/**
 * What the trees of a model mostly say, as a dictionary for packing them. Only what several devices say alike is in it:
 * what one alone says packs no other, and a dictionary outlives the devices that it was made from. Secrets never are.
 */
final class TypicalTree {

    /** Devices that must say the same. */
    static final int AGREEING = 3;

    private TypicalTree() {}

    /** The dictionary that these trees, each of another device, give for their model. */
    static byte[] dictionary(List<ParameterTree> trees, DeviceModel model) {
        var columns = TreeCodec.columns(of(trees), model);
        // Of one that is too long the end is kept: that is where most values are.
        return columns.length <= Deflated.MAX_DICTIONARY_BYTES
                ? columns
                : Arrays.copyOfRange(columns, columns.length - Deflated.MAX_DICTIONARY_BYTES, columns.length);
    }

    static ParameterTree of(List<ParameterTree> trees) {
        Map<String, List<Parameter>> byPath = new TreeMap<>();
        trees.forEach(tree -> tree.all()
                .forEach(parameter -> byPath.computeIfAbsent(parameter.path(), path -> new ArrayList<>())
                        .add(parameter)));
        return ParameterTree.of(byPath.values().stream()
                .filter(told -> told.size() >= AGREEING)
                .map(TypicalTree::typical)
                .toList());
    }

    private static Parameter typical(List<Parameter> told) {
        var first = told.get(0);
        return new Parameter(
                first.path(),
                first.value() == null ? null : commonValue(first.path(), told),
                first.type(),
                first.writable(),
                null,
                first.readAt() == null ? null : Instant.EPOCH);
    }

    /** Empty where the devices do not agree, so that the columns line up with theirs all the same. */
    private static String commonValue(String path, Collection<Parameter> told) {
        if (Secrets.isSecret(path)) {
            return "";
        }
        Map<String, Integer> counts = new HashMap<>();
        @Nullable String best = null;
        for (var parameter : told) {
            var value = parameter.value();
            if (value != null) {
                int count = counts.merge(value, 1, Integer::sum);
                best = best == null || count > counts.getOrDefault(best, 0) ? value : best;
            }
        }
        return best != null && counts.getOrDefault(best, 0) >= AGREEING ? best : "";
    }
}

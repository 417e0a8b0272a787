package org.reactiveacs.store;

import org.reactiveacs.device.Compliance;
import org.reactiveacs.device.ParameterTree;

/**
 * What a store keeps of a device beside its head, and gives only when it is asked for.
 *
 * @param tree its parameters, {@link ParameterTree#EMPTY} when there are none yet
 * @param compliance how policies fared with it, {@link Compliance#NONE} when none was compared
 */
public record Loaded(ParameterTree tree, Compliance compliance) {
    public static final Loaded NOTHING = new Loaded(ParameterTree.EMPTY, Compliance.NONE);
}

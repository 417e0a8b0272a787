package org.reactiveacs.device;

import java.util.Set;

/**
 * What was learned of how the devices of one model behave, so that a lesson costs one device one RPC and the rest
 * nothing.
 *
 * @param readBatch how many names one GetParameterValues may ask for
 * @param rootNames which path GetParameterNames accepts for the root: empty, or the root object's
 * @param ignoresParameterKey whether a confirmed set did not show in the ParameterKey of later Informs
 * @param honoursParameterKey whether a key of ours did show in an Inform
 * @param unreadable names that made a GetParameterValues fail with 9005 though GetParameterNames lists them
 */
public record ModelTraits(
        int readBatch,
        RootNames rootNames,
        boolean ignoresParameterKey,
        boolean honoursParameterKey,
        Set<String> unreadable) {

    /** How the root of the tree is asked for. */
    public enum RootNames {
        EMPTY_PATH,
        ROOT_OBJECT
    }

    /** Names in one GetParameterValues before anything is known: a request of this size stays under 32 KB. */
    public static final int DEFAULT_READ_BATCH = 256;

    /** The smallest batch: one name at a time. */
    public static final int MIN_READ_BATCH = 1;

    /** Unreadable names kept a model; a device that has more has another problem. */
    public static final int MAX_UNREADABLE = 256;

    public static final ModelTraits NONE =
            new ModelTraits(DEFAULT_READ_BATCH, RootNames.EMPTY_PATH, false, false, Set.of());

    public ModelTraits {
        unreadable = Set.copyOf(unreadable);
    }

    public ModelTraits withReadBatch(int names) {
        return new ModelTraits(
                Math.max(MIN_READ_BATCH, names), rootNames, ignoresParameterKey, honoursParameterKey, unreadable);
    }

    public ModelTraits withRootNames(RootNames names) {
        return new ModelTraits(readBatch, names, ignoresParameterKey, honoursParameterKey, unreadable);
    }

    public ModelTraits withParameterKey(boolean honoured) {
        return new ModelTraits(readBatch, rootNames, !honoured, honoured, unreadable);
    }

    public ModelTraits withUnreadable(String name) {
        if (unreadable.contains(name) || unreadable.size() >= MAX_UNREADABLE) {
            return this;
        }
        var names = new java.util.HashSet<>(unreadable);
        names.add(name);
        return new ModelTraits(readBatch, rootNames, ignoresParameterKey, honoursParameterKey, names);
    }
}

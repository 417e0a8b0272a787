package org.reactiveacs.device;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was learned of how the devices of one model behave, so that a lesson costs one device one RPC and the rest
 * nothing.
 *
 * @param readBatch how many names one GetParameterValues may ask for
 * @param rootNames which path GetParameterNames accepts for the root: empty, or the root object's
 * @param ignoresParameterKey whether a confirmed set did not show in the ParameterKey of later Informs
 * @param honoursParameterKey whether a key of ours did show in an Inform
 * @param unreadable names that made a GetParameterValues fail with 9005 though GetParameterNames lists them
 * @param habits what it takes and what not
 * @param macPaths where devices that were asked for the names have their MAC addresses
 */
public record ModelTraits(
        int readBatch,
        RootNames rootNames,
        boolean ignoresParameterKey,
        boolean honoursParameterKey,
        Set<String> unreadable,
        Set<Habit> habits,
        Set<String> macPaths) {

    /** How the root of the tree is asked for. */
    public enum RootNames {
        EMPTY_PATH,
        ROOT_OBJECT
    }

    /** How it must be asked. */
    public enum Habit {
        /** NextLevel was understood as 0 or 1. */
        NEXT_LEVEL_IN_DIGITS,
        /** NextLevel was refused as 0 or 1, and understood as true or false. */
        NEXT_LEVEL_IN_WORDS,
        /** The next level below the root object comes back empty; the whole subtree does not. */
        NO_NEXT_LEVEL_AT_ROOT,
        /** The names of a whole subtree are too much at once. */
        NAMES_BY_LEVEL,
        /** It says that it addresses by alias, and makes no instance by one. */
        NO_ALIAS_IN_ADD_OBJECT,
        /** It says that {@code *} is understood in the place of instances. */
        SAYS_INSTANCE_WILDCARDS,
        /** {@code *} in the place of instances was understood. */
        INSTANCE_WILDCARDS,
        /** {@code *} in the place of instances was refused, or it does not say that it is understood. */
        NO_INSTANCE_WILDCARDS
    }

    /** Names in one GetParameterValues before anything is known: a request of this size stays under 32 KB. */
    public static final int DEFAULT_READ_BATCH = 256;

    /** The smallest batch: one name at a time. */
    public static final int MIN_READ_BATCH = 1;

    /** Unreadable names kept a model; a device that has more has another problem. */
    public static final int MAX_UNREADABLE = 256;

    public static final ModelTraits NONE =
            new ModelTraits(DEFAULT_READ_BATCH, RootNames.EMPTY_PATH, false, false, Set.of(), Set.of(), Set.of());

    /** Traits recorded before there were habits, or paths of MAC addresses, have none. */
    public ModelTraits(
            int readBatch,
            RootNames rootNames,
            boolean ignoresParameterKey,
            boolean honoursParameterKey,
            Set<String> unreadable,
            @Nullable Set<Habit> habits,
            @Nullable Set<String> macPaths) {
        this.readBatch = readBatch;
        this.rootNames = rootNames;
        this.ignoresParameterKey = ignoresParameterKey;
        this.honoursParameterKey = honoursParameterKey;
        this.unreadable = Set.copyOf(unreadable);
        this.habits = habits == null ? Set.of() : Set.copyOf(habits);
        this.macPaths = macPaths == null ? Set.of() : Set.copyOf(macPaths);
    }

    public boolean has(Habit habit) {
        return habits.contains(habit);
    }

    public ModelTraits with(Habit habit) {
        if (habits.contains(habit)) {
            return this;
        }
        var more = EnumSet.of(habit);
        more.addAll(habits);
        return new ModelTraits(
                readBatch, rootNames, ignoresParameterKey, honoursParameterKey, unreadable, more, macPaths);
    }

    /** Whether it takes {@code *} in the place of instances when it is asked for values and names; null if nobody knows. */
    public @Nullable Boolean takesInstanceWildcards() {
        // What was refused counts, whatever the device says of itself.
        if (has(Habit.NO_INSTANCE_WILDCARDS)) {
            return false;
        }
        return has(Habit.INSTANCE_WILDCARDS) || has(Habit.SAYS_INSTANCE_WILDCARDS) ? true : null;
    }

    public ModelTraits withReadBatch(int names) {
        return new ModelTraits(
                Math.max(MIN_READ_BATCH, names),
                rootNames,
                ignoresParameterKey,
                honoursParameterKey,
                unreadable,
                habits,
                macPaths);
    }

    public ModelTraits withRootNames(RootNames names) {
        return new ModelTraits(
                readBatch, names, ignoresParameterKey, honoursParameterKey, unreadable, habits, macPaths);
    }

    public ModelTraits withParameterKey(boolean honoured) {
        return new ModelTraits(readBatch, rootNames, !honoured, honoured, unreadable, habits, macPaths);
    }

    public ModelTraits withUnreadable(String name) {
        if (unreadable.contains(name) || unreadable.size() >= MAX_UNREADABLE) {
            return this;
        }
        var names = new HashSet<>(unreadable);
        names.add(name);
        return new ModelTraits(readBatch, rootNames, ignoresParameterKey, honoursParameterKey, names, habits, macPaths);
    }

    /** Devices have MAC addresses there, too. */
    public ModelTraits withMacPaths(Set<String> paths) {
        return macPaths.containsAll(paths)
                ? this
                : new ModelTraits(
                        readBatch,
                        rootNames,
                        ignoresParameterKey,
                        honoursParameterKey,
                        unreadable,
                        habits,
                        union(macPaths, paths));
    }

    /**
     * These traits with what a session has learned, which began when others were known: sessions of a model run side by
     * side, and none undoes what another has learned meanwhile.
     */
    public ModelTraits learning(ModelTraits before, ModelTraits after) {
        boolean isKeyLearned = before.ignoresParameterKey != after.ignoresParameterKey
                || before.honoursParameterKey != after.honoursParameterKey;
        return new ModelTraits(
                before.readBatch == after.readBatch ? readBatch : Math.min(readBatch, after.readBatch),
                before.rootNames == after.rootNames ? rootNames : after.rootNames,
                isKeyLearned ? after.ignoresParameterKey : ignoresParameterKey,
                isKeyLearned ? after.honoursParameterKey : honoursParameterKey,
                union(unreadable, added(before.unreadable, after.unreadable)),
                union(habits, added(before.habits, after.habits)),
                union(macPaths, added(before.macPaths, after.macPaths)));
    }

    private static <T> Set<T> added(Set<T> before, Set<T> after) {
        var added = new HashSet<>(after);
        added.removeAll(before);
        return added;
    }

    private static <T> Set<T> union(Set<T> some, Set<T> others) {
        var all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }
}

package org.reactiveacs.device;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of how policies fared with a device, beside what its parameters show. Kept with the tree, written by sessions.
 *
 * @param entries by what they are about: a parameter's path, or words of its own for other things
 * @param read when subtrees were last read whole, by path
 */
public record Compliance(Map<String, Entry> entries, Map<String, Instant> read) {

    public static final Compliance NONE = new Compliance(Map.of(), Map.of());

    /** What became of one thing that was wanted. */
    public enum Kind {
        /** We set it, and the device took it. */
        SET,
        /** The device took it and will apply it when it boots next. */
        PENDING,
        /** The device refused it. */
        REFUSED,
        /** The device has no such parameter. */
        ABSENT,
        /** A task was made that is to bring it. */
        ORDERED,
        /** It was done, and is not to be done again. */
        DONE
    }

    /**
     * An entry.
     *
     * @param policy which wanted it
     * @param mark of what was wanted; never the value itself
     * @param count how often it was tried
     * @param at when it was tried last
     * @param code the device's fault code, 0 if none
     * @param text what the device said, or what we say; the task's id of an {@link Kind#ORDERED} one
     */
    public record Entry(Kind kind, String policy, String mark, int count, Instant at, int code, String text) {}

    public Compliance {
        entries = Collections.unmodifiableMap(new TreeMap<>(entries));
        read = Collections.unmodifiableMap(new TreeMap<>(read));
    }

    public @Nullable Entry entry(String subject) {
        return entries.get(subject);
    }

    public Compliance with(String subject, Entry entry) {
        var next = new LinkedHashMap<>(entries);
        next.put(subject, entry);
        return new Compliance(next, read);
    }

    public Compliance without(String subject) {
        if (!entries.containsKey(subject)) {
            return this;
        }
        var next = new LinkedHashMap<>(entries);
        next.remove(subject);
        return new Compliance(next, read);
    }

    public Compliance read(String path, Instant at) {
        var next = new LinkedHashMap<>(read);
        next.put(path, at);
        return new Compliance(entries, next);
    }

    /** Only what somebody still wants, so that it does not grow for ever. */
    public Compliance retaining(java.util.Set<String> subjects, java.util.Set<String> paths) {
        if (subjects.containsAll(entries.keySet()) && paths.containsAll(read.keySet())) {
            return this;
        }
        var kept = new LinkedHashMap<>(entries);
        kept.keySet().retainAll(subjects);
        var keptReads = new LinkedHashMap<>(read);
        keptReads.keySet().retainAll(paths);
        return new Compliance(kept, keptReads);
    }
}

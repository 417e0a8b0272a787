package org.reactiveacs.library;

import java.util.Map;
import java.util.TreeMap;
import org.reactiveacs.device.Registration.Variable;
import org.reactiveacs.store.Library;
import org.reactiveacs.store.Write;
import org.reactiveacs.store.record.TaskCodec;
import reactor.core.publisher.Mono;

/** Variables that all devices with a tag have, unless they have their own. Thread-safe. */
public final class GroupVariables {

    private static final String SHELF = "group variables";

    private final Library library;

    GroupVariables(Library library) {
        this.library = library;
    }

    /** The variables of a tag. */
    private record Kept(Map<String, Variable> variables) {}

    /**
     * The variables of a group with their version.
     *
     * @param version 0 if there are none
     */
    public record Versioned(long version, Map<String, Variable> variables) {}

    private static Map<String, Variable> variables(Library.Entry entry) {
        return new TreeMap<>(TaskCodec.decodeRecord(entry.record(), Kept.class).variables());
    }

    /** Those of one tag. */
    public Mono<Versioned> get(String tag) {
        return library.get(SHELF, tag)
                .map(entry -> new Versioned(entry.version(), variables(entry)))
                .defaultIfEmpty(new Versioned(0, Map.of()));
    }

    /** All by tag, with what is secret of them. */
    public Mono<Map<String, Map<String, Variable>>> listed() {
        return library.all(SHELF).map(entries -> {
            Map<String, Map<String, Variable>> all = new TreeMap<>();
            entries.forEach((tag, entry) -> all.put(tag, variables(entry)));
            return all;
        });
    }

    /**
     * Replaces those of a tag.
     *
     * @return their version afterwards, 0 if it was not the expected one
     */
    public Mono<Long> put(String tag, Map<String, Variable> variables, long expected, Write write) {
        var record = variables.isEmpty() ? null : TaskCodec.encodeRecord(new Kept(variables));
        return library.edit(
                new Library.Edit(SHELF, tag, expected, record, write, String.join(" ", variables.keySet())));
    }

    Mono<Long> state() {
        return library.state(SHELF);
    }
}

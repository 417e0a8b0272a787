package org.reactiveacs.session.work;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.InstancePattern;
import org.reactiveacs.device.ModelTraits;

/**
 * Names to be asked for together.
 *
 * @param source where they come from
 * @param instead patterns in whose place the one name, an object's, is asked for; empty if there are none
 * @param guesses those of the names that the device may well not have: refused, they are left out
 */
record Batch(List<String> names, Source source, List<String> instead, List<String> guesses) {

    /** Where names come from, and so what it means when the CPE refuses one. */
    enum Source {
        /** The operator: the step fails, after the others were read. */
        ORDER,
        /** As {@link #ORDER}, of a subtree whose names the CPE does not tell. */
        ORDER_UNLISTED,
        /** The CPE itself: the name is left out, and remembered of the model. */
        DEVICE,
        /** A guess of ours: nothing. */
        GUESS
    }

    /** Sessions of a version that knew no patterns, or no guesses, have none. */
    Batch(List<String> names, Source source, @Nullable List<String> instead, @Nullable List<String> guesses) {
        this.names = List.copyOf(names);
        this.source = source;
        this.instead = instead == null ? List.of() : List.copyOf(instead);
        this.guesses = guesses == null ? List.of() : List.copyOf(guesses);
    }

    Batch(List<String> names, Source source) {
        this(names, source, List.of(), List.of());
    }

    /** Parts names into batches, as many and as long as the model takes. */
    static List<Batch> of(List<String> names, ModelTraits traits, Source source) {
        boolean takesPatterns = !Boolean.FALSE.equals(traits.takesInstanceWildcards());
        var asked = new ArrayList<String>();
        var open = new ArrayList<String>();
        names.forEach(name -> (takesPatterns || !InstancePattern.isOne(name) ? asked : open).add(name));
        var batches = new ArrayList<Batch>();
        RequestSize.parts(asked, traits.readBatch(), RequestSize::ofName)
                .forEach(part -> batches.add(new Batch(part, source)));
        batches.addAll(whole(open, source));
        return batches;
    }

    /** Objects to be read whole in the place of patterns below them. */
    static List<Batch> whole(List<String> patterns, Source source) {
        Map<String, List<String>> byScope = new LinkedHashMap<>();
        patterns.forEach(pattern -> byScope.computeIfAbsent(InstancePattern.scope(pattern), key -> new ArrayList<>())
                .add(pattern));
        var batches = new ArrayList<Batch>();
        byScope.forEach((scope, open) -> batches.add(new Batch(List.of(scope), source, open, List.of())));
        return batches;
    }

    /** The patterns among its names. */
    List<String> patterns() {
        return names.stream().filter(InstancePattern::isOne).toList();
    }

    Batch with(List<String> others) {
        return new Batch(
                others,
                source,
                instead,
                guesses.stream().filter(others::contains).toList());
    }

    /** With guesses besides, if they fit the same request; null if not. */
    @Nullable
    Batch guessing(List<String> more, ModelTraits traits) {
        var all = new ArrayList<>(names);
        more.stream().filter(name -> !names.contains(name)).forEach(all::add);
        boolean fits = instead.isEmpty()
                && RequestSize.parts(all, traits.readBatch(), RequestSize::ofName)
                                .size()
                        == 1;
        return fits
                ? new Batch(
                        all,
                        source,
                        instead,
                        more.stream().filter(name -> !names.contains(name)).toList())
                : null;
    }

    /** Without some names; null if none is left. */
    @Nullable
    Batch without(List<String> some) {
        var rest = names.stream().filter(name -> !some.contains(name)).toList();
        return rest.isEmpty() ? null : with(rest);
    }

    /** Smaller ones for a CPE that takes not all of them: first apart what it may not understand, then by halves. */
    List<Batch> parted() {
        var open = patterns();
        if (!open.isEmpty() && open.size() < names.size()) {
            var named = without(open);
            return named == null ? List.of(with(open)) : List.of(named, with(open));
        }
        int half = half();
        return List.of(with(names.subList(0, half)), with(names.subList(half, names.size())));
    }

    /** How many names the greater half has. */
    int half() {
        return (names.size() + 1) / 2;
    }
}

package org.reactiveacs.subscription;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.store.Documents;
import org.reactiveacs.store.Library;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.Write;
import org.reactiveacs.store.record.TaskCodec;
import reactor.core.publisher.Mono;

/**
 * The callbacks of a store's tasks, by partition and encrypted, and those that were given up. A callback is written before its task is,
 * so that none can be forgotten; one whose task never came to be is found by whoever looks. Thread-safe.
 */
public final class Callbacks {
    /** That a partition may have some: never taken back, so that none can be overlooked by whoever comes meanwhile. */
    private static final String PARTITIONS = "callback partitions";

    private static final String DEAD = "callbacks given up";

    private static final String SHELF = "callback";

    private final Library library;
    private final Documents documents;
    private final Documents sealed;

    public Callbacks(Store store) {
        this.library = store.library();
        this.documents = store.documents();
        this.sealed = store.sealedDocuments();
    }

    /**
     * One that was given up.
     *
     * @param id sorts after those that were given up before
     * @param why in words for operators
     */
    public record GivenUp(String id, Instant at, String why, TaskCallback callback) {}

    private record Mark(int partition) {}

    private record Last(Instant at, String what) {}

    private static String group(int partition) {
        return "callbacks " + partition;
    }

    /** Keeps one, durably. */
    public Mono<Void> put(TaskCallback callback) {
        int partition = Partitions.of(callback.device());
        var mark = TaskCodec.encodeRecord(new Mark(partition));
        return sealed.put(group(partition), callback.task(), TaskCodec.encodeRecord(callback))
                .then(documents.put(PARTITIONS, Integer.toString(partition), mark));
    }

    /** Writes one anew. */
    public Mono<Void> change(TaskCallback callback) {
        return sealed.put(group(Partitions.of(callback.device())), callback.task(), TaskCodec.encodeRecord(callback));
    }

    /** It was told, or there is nothing to tell. */
    public Mono<Void> remove(TaskCallback callback) {
        return sealed.remove(group(Partitions.of(callback.device())), callback.task());
    }

    /** Partitions that have or had any. */
    public Mono<Set<Integer>> partitions() {
        return documents
                .all(PARTITIONS)
                .map(marks -> marks.keySet().stream().map(Integer::valueOf).collect(Collectors.toSet()));
    }

    /** Those of a partition, the oldest first. */
    public Mono<List<TaskCallback>> of(int partition) {
        return sealed.all(group(partition))
                .map(records -> records.values().stream()
                        .map(record -> TaskCodec.decodeRecord(record, TaskCallback.class))
                        .sorted(Comparator.comparing(TaskCallback::at).thenComparing(TaskCallback::task))
                        .toList());
    }

    /** Those that were given up, the oldest first. */
    public Mono<List<GivenUp>> givenUp() {
        return sealed.all(DEAD)
                .map(records -> records.values().stream()
                        .map(record -> TaskCodec.decodeRecord(record, GivenUp.class))
                        .sorted(Comparator.comparing(GivenUp::id))
                        .toList());
    }

    /** Gives one up, durably; beyond {@code most} the oldest go for good. */
    public Mono<Void> giveUp(GivenUp letter, int most) {
        return sealed.put(DEAD, letter.id(), TaskCodec.encodeRecord(letter))
                .then(remove(letter.callback()))
                .then(givenUp())
                .flatMapIterable(letters -> letters.subList(0, Math.max(0, letters.size() - most)))
                .concatMap(gone -> sealed.remove(DEAD, gone.id()))
                .then();
    }

    /** Writes those anew that were given up, under the key that is the newest now: an older one may leave the ring. */
    public Mono<Void> sealGivenUp() {
        return givenUp()
                .flatMapIterable(letters -> letters)
                .concatMap(letter -> sealed.put(DEAD, letter.id(), TaskCodec.encodeRecord(letter)))
                .then();
    }

    /** Has all told again that were given up; how many they are. */
    public Mono<Integer> again(Write write) {
        return noted("callbacks that were given up are told again", write)
                .then(givenUp())
                .flatMapIterable(letters -> letters)
                .concatMap(letter -> put(letter.callback().anew())
                        .then(sealed.remove(DEAD, letter.id()))
                        .thenReturn(1))
                .reduce(0, Integer::sum);
    }

    /** Forgets all that were given up. */
    public Mono<Void> forgetGivenUp(Write write) {
        return noted("callbacks that were given up are removed", write).then(sealed.removeAll(DEAD));
    }

    /** For the audit trail, which the library keeps. */
    private Mono<Void> noted(String what, Write write) {
        var last = TaskCodec.encodeRecord(new Last(write.at(), what));
        return library.get(SHELF, DEAD)
                .map(Library.Entry::version)
                .defaultIfEmpty(0L)
                .flatMap(version -> library.edit(new Library.Edit(SHELF, DEAD, version, last, write, what)))
                .then();
    }
}

package org.reactiveacs.subscription;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.reactiveacs.feed.Position;
import org.reactiveacs.store.Documents;
import org.reactiveacs.store.Library;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.Write;
import org.reactiveacs.store.record.TaskCodec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The subscriptions of a store. What operators write stands in the library, with its audit trail and sealed for its secret; how far the
 * deliveries are stands in documents, which the nodes write that make them. Thread-safe.
 */
public final class Subscriptions {
    private static final String SHELF = "subscription";

    private final Library library;
    private final Documents documents;

    public Subscriptions(Store store) {
        this.library = store.library();
        this.documents = store.documents();
    }

    /** What the library keeps. */
    private record Kept(Instant at, String by, Terms terms, String start, String replay) {}

    private record Cursor(long number) {}

    private static EventSubscription subscription(String id, Library.Entry entry) {
        var kept = TaskCodec.decodeRecord(entry.record(), Kept.class);
        return new EventSubscription(
                id, entry.version(), kept.at(), kept.by(), kept.terms(), Position.parse(kept.start()), kept.replay());
    }

    private static String group(String id, String what) {
        return "subscription " + id + " " + what;
    }

    /** All, the oldest first. */
    public Mono<List<EventSubscription>> all() {
        return library.all(SHELF).map(entries -> {
            var all = new ArrayList<EventSubscription>();
            entries.forEach((id, entry) -> all.add(subscription(id, entry)));
            all.sort(Comparator.comparing(EventSubscription::id));
            return all;
        });
    }

    /** One, empty when there is none of that id. */
    public Mono<EventSubscription> get(String id) {
        return library.get(SHELF, id).map(entry -> subscription(id, entry));
    }

    /** Grows with each change. */
    public Mono<Long> state() {
        return library.state(SHELF);
    }

    /**
     * Keeps a subscription.
     *
     * @param subscription as it is to be; its version is the one it has, 0 if it is to be a new one
     * @param detail what the audit trail says of the change
     * @return its version afterwards, 0 if it had another and nothing was changed
     */
    public Mono<Long> put(EventSubscription subscription, String detail, Write write) {
        var kept = new Kept(
                subscription.at(),
                subscription.by(),
                subscription.terms(),
                subscription.start().text(),
                subscription.replay());
        return library.edit(new Library.Edit(
                SHELF, subscription.id(), subscription.version(), TaskCodec.encodeRecord(kept), write, detail));
    }

    /** Takes a subscription away with all that was not delivered; the answer is as for {@link #put}. */
    public Mono<Long> remove(EventSubscription subscription, Write write) {
        return library.edit(new Library.Edit(
                        SHELF,
                        subscription.id(),
                        subscription.version(),
                        null,
                        write,
                        subscription.terms().url()))
                .flatMap(version -> version == 0
                        ? Mono.just(version)
                        : forget(subscription.id()).thenReturn(version));
    }

    /** Removes what was kept of one that is gone. */
    public Mono<Void> forget(String id) {
        return Flux.just("cursors", "reports", "dead letters")
                .concatMap(what -> documents.removeAll(group(id, what)))
                .then();
    }

    /** The number of the last event of each partition that is done with; partitions that are missing stand at the start. */
    public Mono<Map<Integer, Long>> cursors(String id) {
        return documents.all(group(id, "cursors")).map(records -> {
            Map<Integer, Long> cursors = new HashMap<>();
            records.forEach((partition, record) -> cursors.put(
                    Integer.valueOf(partition),
                    TaskCodec.decodeRecord(record, Cursor.class).number()));
            return cursors;
        });
    }

    /** Keeps how far partitions are. What a crash takes back of it is delivered again. */
    public Mono<Void> keepCursors(String id, Map<Integer, Long> cursors) {
        Map<String, byte[]> records = new HashMap<>();
        cursors.forEach(
                (partition, number) -> records.put(partition.toString(), TaskCodec.encodeRecord(new Cursor(number))));
        return documents.putAll(group(id, "cursors"), records);
    }

    /** How it goes, by the names of nodes. */
    public Mono<Map<String, Report>> reports(String id) {
        return documents.all(group(id, "reports")).map(records -> {
            Map<String, Report> reports = new HashMap<>();
            records.forEach((node, record) -> reports.put(node, TaskCodec.decodeRecord(record, Report.class)));
            return reports;
        });
    }

    /** Keeps how it goes at a node. */
    public Mono<Void> keepReport(String id, String node, Report report) {
        return documents.putAll(group(id, "reports"), Map.of(node, TaskCodec.encodeRecord(report)));
    }

    /** What could not be delivered, the oldest first. */
    public Mono<List<DeadLetter>> deadLetters(String id) {
        return documents
                .all(group(id, "dead letters"))
                .map(records -> records.values().stream()
                        .map(record -> TaskCodec.decodeRecord(record, DeadLetter.class))
                        .sorted(Comparator.comparing(DeadLetter::id))
                        .toList());
    }

    /**
     * Keeps what could not be delivered, durably; beyond {@code most} letters the oldest go.
     *
     * @return how many events went with these
     */
    public Mono<Integer> bury(String id, DeadLetter letter, int most) {
        return documents
                .put(group(id, "dead letters"), letter.id(), TaskCodec.encodeRecord(letter))
                .then(deadLetters(id))
                .flatMapIterable(letters -> letters.subList(0, Math.max(0, letters.size() - most)))
                .concatMap(gone -> dig(id, gone.id()).thenReturn(gone.events()))
                .reduce(0, Integer::sum);
    }

    /** Removes a dead letter. */
    public Mono<Void> dig(String id, String letter) {
        return documents.remove(group(id, "dead letters"), letter);
    }

    /** Removes all dead letters. */
    public Mono<Void> digAll(String id) {
        return documents.removeAll(group(id, "dead letters"));
    }
}

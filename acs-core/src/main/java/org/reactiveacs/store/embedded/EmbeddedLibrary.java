package org.reactiveacs.store.embedded;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.store.Library;
import org.reactiveacs.store.record.LibraryRecord;
import reactor.core.publisher.Mono;

/** The library of the embedded store. */
final class EmbeddedLibrary implements Library {

    private static final char BETWEEN = '\0';
    private static final byte[] GONE = {};

    private final UnitWriter writer;
    private final Maps maps;
    private final Ledger ledger;
    private final Readers readers;

    EmbeddedLibrary(UnitWriter writer, Maps maps, Ledger ledger, Readers readers) {
        this.writer = writer;
        this.maps = maps;
        this.ledger = ledger;
        this.readers = readers;
    }

    private static String key(String shelf, String name) {
        return shelf + BETWEEN + name;
    }

    private static String versionKey(String shelf, String name, long version) {
        return key(shelf, name) + BETWEEN + String.format("%016x", version);
    }

    private static String stateKey(String shelf) {
        return "library " + shelf;
    }

    private @Nullable LibraryRecord record(String shelf, String name) {
        var record = maps.library.get(key(shelf, name));
        return record == null ? null : LibraryRecord.decode(record);
    }

    @Override
    public Mono<Entry> get(String shelf, String name) {
        return readers.read(() -> {
            var record = record(shelf, name);
            return record == null ? null : record.entry();
        });
    }

    @Override
    public Mono<Map<String, Entry>> all(String shelf) {
        return readers.read(() -> {
            Map<String, Entry> all = new HashMap<>();
            var stem = key(shelf, "");
            maps.library.forEach(stem, (key, record) -> {
                var entry = LibraryRecord.decode(record).entry();
                if (entry != null) {
                    all.put(key.substring(stem.length()), entry);
                }
            });
            return all;
        });
    }

    @Override
    public Mono<Long> state(String shelf) {
        return readers.read(() -> stateOf(shelf));
    }

    private long stateOf(String shelf) {
        var state = maps.meta.get(stateKey(shelf));
        return state == null ? 0 : Long.parseLong(new String(state, StandardCharsets.US_ASCII));
    }

    @Override
    public Mono<Long> edit(Edit edit) {
        return writer.submit(plan -> {
            plan.durable();
            var before = record(edit.shelf(), edit.name());
            if (before != null && before.operation().equals(edit.write().operation())) {
                return before.version();
            }
            long there = before != null && before.isThere() ? before.version() : 0;
            if (there != edit.expected()) {
                return 0L;
            }
            long version = before == null ? 1 : before.version() + 1;
            var next = edit.next();
            var record = new LibraryRecord(version, edit.write().operation(), next == null ? GONE : next);
            plan.add(() -> {
                maps.library.put(key(edit.shelf(), edit.name()), record.encode());
                maps.meta.put(
                        stateKey(edit.shelf()),
                        Long.toString(stateOf(edit.shelf()) + 1).getBytes(StandardCharsets.US_ASCII));
                if (next != null) {
                    maps.libraryHistory.put(versionKey(edit.shelf(), edit.name(), version), next);
                }
                if (version > VERSIONS_KEPT) {
                    maps.libraryHistory.remove(versionKey(edit.shelf(), edit.name(), version - VERSIONS_KEPT));
                }
            });
            ledger.audit(
                    edit.write(),
                    edit.shelf() + (next == null ? " removed" : " changed"),
                    null,
                    (edit.name() + " " + edit.detail()).strip(),
                    plan);
            return version;
        });
    }

    @Override
    public Mono<Map<Long, byte[]>> history(String shelf, String name) {
        return readers.read(() -> {
            var history = new TreeMap<Long, byte[]>();
            var stem = key(shelf, name) + BETWEEN;
            maps.libraryHistory.forEach(
                    stem, (key, record) -> history.put(Long.parseLong(key.substring(stem.length()), 16), record));
            return history;
        });
    }
}

package org.reactiveacs.store.redis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.store.Library;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.record.LibraryRecord;
import org.reactiveacs.store.record.TaskCodec;
import reactor.core.publisher.Mono;

/** The library of the store on Redis: a hash for each shelf, which stands with what all partitions share. */
final class RedisLibrary implements Library {

    private final Around around;

    RedisLibrary(Around around) {
        this.around = around;
    }

    private static byte[] shelf(String shelf) {
        return Keys.shared("library:" + shelf);
    }

    private static byte[] states() {
        return Keys.shared("library states");
    }

    /** Edits are audited beside what they change, as the trails of the partitions are. */
    static byte[] audit() {
        return Keys.shared("library audit");
    }

    private static byte[] historyKey(String shelf, String name) {
        return Keys.shared("library history:" + shelf + ":" + name);
    }

    private static String place(String shelf, String name) {
        return "library/" + shelf + "/" + name;
    }

    private @Nullable Entry entry(String shelf, String name, byte[] text) {
        var record = LibraryRecord.decode(text);
        return record.isThere()
                ? new Entry(record.version(), around.seal().open(record.body(), place(shelf, name)))
                : null;
    }

    @Override
    public Mono<Entry> get(String shelf, String name) {
        return around.link()
                .ask(commands -> commands.hget(shelf(shelf), Shared.bytes(name)))
                .mapNotNull(text -> entry(shelf, name, text));
    }

    @Override
    public Mono<Map<String, Entry>> all(String shelf) {
        return around.link().ask(commands -> commands.hgetall(shelf(shelf))).map(found -> {
            Map<String, Entry> all = new HashMap<>();
            found.forEach((key, text) -> {
                var name = Shared.text(key);
                var entry = entry(shelf, name, text);
                if (entry != null) {
                    all.put(name, entry);
                }
            });
            return all;
        });
    }

    @Override
    public Mono<Long> state(String shelf) {
        return around.link()
                .ask(commands -> commands.hget(states(), Shared.bytes(shelf)))
                .map(text -> Long.valueOf(Shared.text(text)))
                .defaultIfEmpty(0L);
    }

    @Override
    public Mono<Long> edit(Edit edit) {
        var next = edit.next();
        var write = edit.write();
        var entry = new Store.AuditEntry(
                0,
                write.at(),
                write.actor().name(),
                edit.shelf() + (next == null ? " removed" : " changed"),
                null,
                (edit.name() + " " + edit.detail()).strip());
        var args = new Args()
                .add(edit.name())
                .add(edit.expected())
                .add(write.operation())
                .add(next == null ? null : around.seal().close(next, place(edit.shelf(), edit.name())))
                .add(edit.shelf())
                .add(write.at())
                .add(TaskCodec.encodeRecord(entry))
                .add(VERSIONS_KEPT);
        return around.link()
                .runDurably(
                        Scripts.EDIT,
                        List.of(shelf(edit.shelf()), states(), historyKey(edit.shelf(), edit.name()), audit()),
                        args.list())
                .map(version -> ((Number) version).longValue());
    }

    @Override
    public Mono<Map<Long, byte[]>> history(String shelf, String name) {
        return around.link()
                .ask(commands -> commands.hgetall(historyKey(shelf, name)))
                .map(found -> {
                    var history = new TreeMap<Long, byte[]>();
                    found.forEach((version, record) -> history.put(
                            Long.valueOf(Shared.text(version)), around.seal().open(record, place(shelf, name))));
                    return history;
                });
    }
}

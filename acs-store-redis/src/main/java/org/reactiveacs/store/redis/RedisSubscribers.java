package org.reactiveacs.store.redis;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.Subscriber;
import org.reactiveacs.store.SubscriberStore;
import org.reactiveacs.store.record.LibraryRecord;
import org.reactiveacs.store.record.TaskCodec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Subscribers on Redis: in each partition a hash of those whose ids belong there, and a sorted set of the ids. */
final class RedisSubscribers implements SubscriberStore {

    private static final int PARALLEL = 64;
    private static final byte AFTER_ALL = '\u007f';

    private final Around around;

    RedisSubscribers(Around around) {
        this.around = around;
    }

    private static Keys keys(String id) {
        return Keys.of(Partitions.of(id));
    }

    private static String place(String id) {
        return "subscribers/" + id;
    }

    private Subscriber subscriber(String id, byte[] text) {
        var body = around.seal().open(LibraryRecord.decode(text).body(), place(id));
        return TaskCodec.decodeRecord(body, Subscriber.class);
    }

    @Override
    public Mono<Subscriber> get(String id) {
        return around.link()
                .ask(commands -> commands.hget(keys(id).subscribers(), Shared.bytes(id)))
                .map(text -> subscriber(id, text));
    }

    /** The first ids of each partition, and of all these the first. */
    @Override
    public Mono<List<Subscriber>> list(String prefix, @Nullable String after, int limit) {
        var range = range(prefix, after);
        return Flux.fromStream(IntStream.range(0, Partitions.COUNT).boxed())
                .flatMap(
                        partition -> around.link()
                                .ask(commands -> commands.zrangebylex(
                                        Keys.of(partition).subscriberIds(), range, Limit.from(limit)))
                                .flatMapIterable(ids -> ids),
                        PARALLEL)
                .map(Shared::text)
                .sort(Comparator.naturalOrder())
                .take(limit)
                .flatMapSequential(this::get, PARALLEL)
                .collectList();
    }

    private static Range<byte[]> range(String prefix, @Nullable String after) {
        var first = Shared.bytes(prefix);
        var last = java.util.Arrays.copyOf(first, first.length + 1);
        last[first.length] = AFTER_ALL;
        var from = after != null && after.compareTo(prefix) >= 0
                ? Range.Boundary.excluding(Shared.bytes(after))
                : Range.Boundary.including(first);
        return Range.from(from, Range.Boundary.excluding(last));
    }

    @Override
    public Mono<Boolean> edit(Edit edit) {
        var keys = keys(edit.id());
        var next = edit.next();
        var write = edit.write();
        var body = next == null ? null : around.seal().close(TaskCodec.encodeRecord(next), place(edit.id()));
        var args = new Args()
                .add(edit.id())
                .add(edit.expected())
                .add(write.operation())
                .add(next == null ? 0 : next.version())
                .add(body)
                .add(write.at())
                .add(keys.partition())
                .add(edit.detail() == null ? null : audited(edit.detail(), edit));
        return around.link()
                .runDurably(
                        Scripts.SUBSCRIBER,
                        List.of(keys.subscribers(), keys.subscriberIds(), keys.counts(), keys.audit()),
                        args.list())
                .map(done -> ((Number) done).intValue() == 1);
    }

    private static byte[] audited(String detail, Edit edit) {
        var write = edit.write();
        return TaskCodec.encodeRecord(
                new Store.AuditEntry(0, write.at(), write.actor().name(), AUDITED, null, detail));
    }
}

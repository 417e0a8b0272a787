package org.reactiveacs.store.redis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.store.Outbox;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.record.TaskCodec;
import org.reactiveacs.store.redis.link.RedisLink;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The outbox of the store on Redis: a list for each partition, and the number of its newest event among the counters. */
final class RedisOutbox implements Outbox {

    private final RedisLink link;

    RedisOutbox(RedisLink link) {
        this.link = link;
    }

    @Override
    public Mono<Map<Integer, Long>> newest(Collection<Integer> partitions) {
        return Flux.fromIterable(partitions)
                .flatMap(
                        partition -> link.ask(commands ->
                                        commands.hget(Keys.of(partition).counts(), Shared.bytes("events")))
                                .map(number -> Long.parseLong(Shared.text(number)))
                                .defaultIfEmpty(0L)
                                .map(number -> Map.entry(partition, number)),
                        Math.max(1, partitions.size()))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    @Override
    public Mono<Void> append(DomainEvent event) {
        var keys = Keys.of(Partitions.of(event.device()));
        return link.run(
                        Scripts.TELL,
                        List.of(keys.outbox(), keys.counts()),
                        new Args().add(TaskCodec.encodeRecord(event)).list())
                .then();
    }

    @Override
    public Mono<Slice> read(int partition, long after, int limit) {
        var keys = Keys.of(partition);
        return link.run(
                        Scripts.EVENTS,
                        List.of(keys.outbox(), keys.counts()),
                        new Args().add(after).add(limit).list())
                .map(reply -> slice(Answer.of(reply)));
    }

    private static Slice slice(Answer answer) {
        var records = answer.list(3);
        var events = new ArrayList<Store.Recorded>(records.size());
        for (int i = 0; i < records.size(); i++) {
            var record = Objects.requireNonNull(records.bytes(i));
            events.add(new Store.Recorded(answer.number(2) + i, TaskCodec.decodeRecord(record, DomainEvent.class)));
        }
        return new Slice(answer.number(0), answer.number(1), events);
    }
}

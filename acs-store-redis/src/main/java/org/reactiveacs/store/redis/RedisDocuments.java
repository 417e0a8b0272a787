package org.reactiveacs.store.redis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.reactiveacs.store.Documents;
import org.reactiveacs.store.redis.link.RedisLink;
import reactor.core.publisher.Mono;

/** Documents of the store on Redis: a hash for each group, which stands with what all partitions share. */
final class RedisDocuments implements Documents {
    private final RedisLink link;

    RedisDocuments(RedisLink link) {
        this.link = link;
    }

    private static byte[] key(String group) {
        return Keys.shared("documents:" + group);
    }

    @Override
    public Mono<byte[]> get(String group, String name) {
        return link.ask(commands -> commands.hget(key(group), Shared.bytes(name)));
    }

    @Override
    public Mono<Map<String, byte[]>> all(String group) {
        return link.ask(commands -> commands.hgetall(key(group))).map(found -> {
            Map<String, byte[]> all = new HashMap<>();
            found.forEach((name, record) -> all.put(Shared.text(name), record));
            return all;
        });
    }

    @Override
    public Mono<Void> put(String group, String name, byte[] record) {
        return link.runDurably(
                        Scripts.DOCUMENT,
                        List.of(key(group)),
                        new Args().add(name).add(record).list())
                .then();
    }

    @Override
    public Mono<Void> putAll(String group, Map<String, byte[]> records) {
        if (records.isEmpty()) {
            return Mono.empty();
        }
        var args = new Args();
        records.forEach((name, record) -> args.add(name).add(record));
        return link.run(Scripts.DOCUMENT, List.of(key(group)), args.list()).then();
    }

    @Override
    public Mono<Void> remove(String group, String name) {
        return link.ask(commands -> commands.hdel(key(group), Shared.bytes(name)))
                .then();
    }

    @Override
    public Mono<Void> removeAll(String group) {
        return link.ask(commands -> commands.del(key(group))).then();
    }
}

package org.reactiveacs.store.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.reactiveacs.device.ModelKey;
import org.reactiveacs.device.ModelTraits;
import org.reactiveacs.store.Commit;
import org.reactiveacs.store.StoreException;
import org.reactiveacs.store.record.SchemaFamily;
import org.reactiveacs.store.record.Seal;
import org.reactiveacs.store.record.TraitsCodec;
import org.reactiveacs.store.record.TreeSchema;
import org.reactiveacs.store.redis.link.RedisLink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What all partitions share, as this node has it in hand: what was learned of models, and the schemas of trees. Every
 * change moves one epoch; nodes look at it each second and read anew when it has moved. Thread-safe.
 */
final class Shared implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Shared.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private static final byte[] EPOCH = Keys.shared("epoch");
    private static final byte[] TRAITS = Keys.shared("traits");
    private static final byte[] MAC_PATHS = Keys.shared("mac-paths");
    private static final byte[] FAMILIES = Keys.shared("families");
    private static final byte[] SCHEMAS = Keys.shared("schemas");

    private final RedisLink link;
    private final Seal seal;
    private final Map<String, ModelTraits> traits = new ConcurrentHashMap<>();
    private final Map<String, SchemaFamily> families = new ConcurrentHashMap<>();
    private final Map<String, TreeSchema> schemas = new ConcurrentHashMap<>();
    private final Disposable looks;
    private final AtomicLong published = new AtomicLong();
    private volatile String seen = "";

    Shared(RedisLink link, Seal seal) {
        this.link = link;
        this.seal = seal;
        this.looks = Flux.interval(LOOK_EVERY)
                .onBackpressureDrop()
                .concatMap(
                        tick -> look().onErrorResume(failure -> {
                            LOG.debug("shared documents not looked at reason=\"{}\"", failure.getMessage());
                            return Mono.empty();
                        }),
                        1)
                .subscribe();
    }

    /** What was learned of a model, as far as this node has heard. */
    ModelTraits traits(ModelKey model) {
        return traits.getOrDefault(model.text(), ModelTraits.NONE);
    }

    Mono<Void> learn(Commit.Learned learned) {
        var model = learned.model().text();
        var before = traits(learned.model());
        var now = traits.merge(
                model,
                ModelTraits.NONE.learning(learned.before(), learned.after()),
                (known, alone) -> known.learning(learned.before(), learned.after()));
        var written = link.ask(commands -> commands.hset(TRAITS, bytes(model), TraitsCodec.encode(now)));
        return now.macPaths().equals(before.macPaths())
                ? written.then(moved())
                : written.then(link.ask(
                                commands -> commands.hset(MAC_PATHS, bytes(model), TraitsCodec.encodeMacPaths(now))))
                        .then(moved());
    }

    /** The schemas that the devices of a model go through, as far as this node has heard. */
    SchemaFamily family(ModelKey model) {
        return families.computeIfAbsent(model.text(), text -> new SchemaFamily());
    }

    Mono<TreeSchema> schema(String id) {
        var known = schemas.get(id);
        return known != null
                ? Mono.just(known)
                : link.ask(commands -> commands.hget(SCHEMAS, bytes(id)))
                        .switchIfEmpty(Mono.error(
                                () -> new StoreException("a tree names schema " + id + ", which is not in the store")))
                        .map(record -> remember(decode(id, record)));
    }

    /**
     * Sees to it that a schema is in the store, and the newest of its family, before a tree names it.
     *
     * @param base what it was made from; empty to bring it in any case, be it the newest or not
     * @return whether it is there; false when another node has brought one that this node has not heard of before
     */
    Mono<Boolean> publish(TreeSchema schema, ModelKey model, String base) {
        var family = family(model);
        if (schemas.containsKey(schema.id()) && family.newest().id().equals(schema.id())) {
            return Mono.just(true);
        }
        var args = new Args()
                .add(schema.id())
                .add(seal.close(schema.encoded(), "schemas/" + schema.id()))
                .add(model.text())
                .add(base);
        return link.run(Scripts.PUBLISH, List.of(SCHEMAS, FAMILIES, EPOCH), args.list())
                .flatMap(reply -> {
                    var newest = Answer.of(reply).what();
                    if (newest.equals(schema.id())) {
                        remember(schema);
                        if (!base.isEmpty()) {
                            published.incrementAndGet();
                            family.adopt(schema);
                        }
                        return Mono.just(true);
                    }
                    return schema(newest).doOnNext(family::adopt).thenReturn(false);
                });
    }

    /** The ids of all schemas. */
    Mono<List<String>> schemaIds() {
        return link.ask(commands -> commands.hkeys(SCHEMAS))
                .map(ids -> ids.stream().map(Shared::text).toList());
    }

    /** Ends families whose newest schema is one of these; trees packed against it meanwhile keep it. */
    Mono<Void> retire(Set<String> schemaIds) {
        return link.ask(commands -> commands.hgetall(FAMILIES)).flatMap(all -> {
            var ended = all.entrySet().stream()
                    .filter(family -> schemaIds.contains(text(family.getValue())))
                    .map(Map.Entry::getKey)
                    .toArray(byte[][]::new);
            if (ended.length == 0) {
                return Mono.empty();
            }
            for (var family : ended) {
                families.remove(text(family));
            }
            return link.ask(commands -> commands.hdel(FAMILIES, ended)).then(moved());
        });
    }

    /** Drops schemas unless they are the newest of a model by now; how many went. */
    Mono<Integer> drop(Set<String> schemaIds) {
        if (schemaIds.isEmpty()) {
            return Mono.just(0);
        }
        var args = new Args();
        schemaIds.forEach(args::add);
        return link.run(Scripts.DROP, List.of(SCHEMAS, FAMILIES), args.list()).map(reply -> {
            var dropped = Answer.of(reply);
            for (int i = 0; i < dropped.size(); i++) {
                schemas.remove(dropped.text(i));
            }
            return dropped.size();
        });
    }

    /** Reads what other nodes have changed; empty until it has. */
    Mono<Void> look() {
        return link.ask(commands -> commands.get(EPOCH))
                .map(Shared::text)
                .defaultIfEmpty("0")
                .filter(epoch -> !epoch.equals(seen))
                .flatMap(epoch -> {
                    long before = published.get();
                    return link.ask(commands -> commands.hgetall(TRAITS))
                            .zipWith(link.ask(commands -> commands.hgetall(MAC_PATHS)))
                            .doOnNext(read -> hear(read.getT1(), read.getT2()))
                            .then(link.ask(commands -> commands.hgetall(FAMILIES)))
                            .flatMap(told -> adopt(told, before))
                            .then(Mono.fromRunnable(() -> {
                                if (isFresh(before)) {
                                    seen = epoch;
                                }
                            }));
                });
    }

    private void hear(Map<byte[], byte[]> learned, Map<byte[], byte[]> macPaths) {
        var paths = new HashMap<String, byte[]>();
        macPaths.forEach((model, record) -> paths.put(text(model), record));
        learned.forEach(
                (model, record) -> traits.put(text(model), TraitsCodec.decode(record, paths.remove(text(model)))));
        paths.forEach((model, record) -> traits.put(model, TraitsCodec.decode(null, record)));
    }

    /** Whether what was read since then may be newer than what this node has in hand; else the next look reads again. */
    private boolean isFresh(long publishedBefore) {
        return published.get() == publishedBefore;
    }

    private Mono<Void> adopt(Map<byte[], byte[]> told, long before) {
        var named = told.keySet().stream().map(Shared::text).collect(java.util.stream.Collectors.toSet());
        if (isFresh(before)) {
            families.keySet().retainAll(named);
        }
        return Flux.fromIterable(told.entrySet())
                .concatMap(entry -> schema(text(entry.getValue()))
                        .filter(schema -> isFresh(before))
                        .doOnNext(schema -> families.computeIfAbsent(
                                        text(entry.getKey()), text -> new SchemaFamily(schema))
                                .adopt(schema)))
                .then();
    }

    private Mono<Void> moved() {
        return link.ask(commands -> commands.incr(EPOCH)).then();
    }

    private TreeSchema remember(TreeSchema schema) {
        schemas.put(schema.id(), schema);
        return schema;
    }

    private TreeSchema decode(String id, byte[] sealed) {
        return TreeSchema.decode(seal.open(sealed, "schemas/" + id));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        looks.dispose();
    }
}

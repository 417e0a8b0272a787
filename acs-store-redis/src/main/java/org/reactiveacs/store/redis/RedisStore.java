package org.reactiveacs.store.redis;

import io.lettuce.core.KeyValue;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cluster.Mail;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.device.Settled;
import org.reactiveacs.keys.KeyRing;
import org.reactiveacs.store.BindingStore;
import org.reactiveacs.store.DeviceStore;
import org.reactiveacs.store.Documents;
import org.reactiveacs.store.Formats;
import org.reactiveacs.store.Library;
import org.reactiveacs.store.Outbox;
import org.reactiveacs.store.SessionCodec;
import org.reactiveacs.store.SessionStore;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.StoreException;
import org.reactiveacs.store.SubscriberStore;
import org.reactiveacs.store.TaskStore;
import org.reactiveacs.store.record.Seal;
import org.reactiveacs.store.record.SealedDocuments;
import org.reactiveacs.store.record.TaskCodec;
import org.reactiveacs.store.redis.cluster.RedisFormats;
import org.reactiveacs.store.redis.link.RedisLink;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The store on Redis, put together: checks what is fixed, reads what all partitions share. Several nodes may have it. */
public final class RedisStore implements Store {

    private static final int PARALLEL = 64;
    private static final Duration START = Duration.ofSeconds(10);
    private static final String SILENT = "silent";
    private static final byte[][] POPULATION = {
        Shared.bytes("devices"), Shared.bytes("called"), Shared.bytes(SILENT), Shared.bytes("tasks")
    };
    private static final String SCHEMA_COUNT = "schema ";

    private final RedisLink link;
    private final Shared shared;
    private final Trees trees;
    private final RedisSessionStore sessions;
    private final RedisDeviceStore devices;
    private final RedisTaskStore tasks;
    private final RedisDocuments documents;
    private final SealedDocuments sealedDocuments;
    private final RedisLibrary library;
    private final RedisBindingStore bindings;
    private final RedisSubscribers subscribers;
    private final RedisOutbox outbox;
    private final RedisFormats formats;
    private final Renewal renewal;

    /** Named by nothing at the last look. */
    private Set<String> idle = new HashSet<>();

    /**
     * What a store is opened with.
     *
     * @param identity must be as it was when the store was created
     * @param keys must be the ring that the store was created with, perhaps rotated since; null to leave it unchecked and
     *     what holds secrets unsealed
     * @param sessions writes the engine's sessions
     * @param formats what records are written in
     */
    public record Settings(
            IdentityScheme identity, @Nullable KeyRing keys, SessionCodec sessions, RedisFormats formats) {}

    private RedisStore(RedisLink link, Settings settings, Mail mail) {
        this.link = link;
        var seal = new Seal(settings.keys());
        this.shared = new Shared(link, seal);
        var around = new Around(link, settings.identity(), settings.formats(), seal, shared, mail);
        this.trees = new Trees(around);
        this.devices = new RedisDeviceStore(around, trees);
        this.sessions = new RedisSessionStore(around, settings.sessions(), trees, devices);
        this.tasks = new RedisTaskStore(around);
        this.documents = new RedisDocuments(link);
        this.sealedDocuments = new SealedDocuments(documents, seal);
        this.library = new RedisLibrary(around);
        this.subscribers = new RedisSubscribers(around);
        this.bindings = new RedisBindingStore(link);
        this.outbox = new RedisOutbox(link);
        this.formats = settings.formats();
        this.renewal = new Renewal(around);
    }

    /**
     * Opens the store; blocks until it is read. The link stays the caller's to close, after the store.
     *
     * @throws StoreException if it cannot be: the message says why
     */
    public static RedisStore open(RedisLink link, Settings settings, Mail mail) {
        var store = new RedisStore(link, settings, mail);
        try {
            check(link, settings.identity(), settings.keys());
            new RedisAdvice(link).give();
            store.shared.look().block(START);
            return store;
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /**
     * Sees to it that the store is one that a node with this scheme and ring may work on; blocks until it is read. To be called
     * before the node joins others, for one that is refused must not take work first.
     *
     * @throws StoreException if it is not: the message says why
     */
    public static void check(RedisLink link, IdentityScheme identity, @Nullable KeyRing keys) {
        new Description(link).check(identity, keys);
    }

    @Override
    public SessionStore sessions() {
        return sessions;
    }

    @Override
    public Documents documents() {
        return documents;
    }

    @Override
    public Documents sealedDocuments() {
        return sealedDocuments;
    }

    @Override
    public Library library() {
        return library;
    }

    @Override
    public SubscriberStore subscribers() {
        return subscribers;
    }

    @Override
    public DeviceStore devices() {
        return devices;
    }

    @Override
    public TaskStore tasks() {
        return tasks;
    }

    @Override
    public BindingStore bindings() {
        return bindings;
    }

    @Override
    public Outbox outbox() {
        return outbox;
    }

    @Override
    public Mono<List<AuditEntry>> audit(long after, int limit) {
        var range = Range.from(Range.Boundary.<Number>excluding(after), Range.Boundary.<Number>unbounded());
        return partitions()
                .map(partition -> Keys.of(partition).audit())
                .concatWithValues(formats.audit(), RedisLibrary.audit())
                .flatMap(
                        trail -> link.ask(commands -> commands.zrangebyscore(trail, range, Limit.from(limit)))
                                .flatMapIterable(members -> members),
                        PARALLEL)
                .map(RedisStore::auditEntry)
                .sort(Comparator.comparingLong(AuditEntry::number))
                .take(limit)
                .collectList();
    }

    /** A member is its number in 16 hexadecimal digits, and the entry. */
    private static AuditEntry auditEntry(byte[] member) {
        long number = Long.parseLong(Shared.text(java.util.Arrays.copyOf(member, 16)), 16);
        var entry = TaskCodec.decodeRecord(java.util.Arrays.copyOfRange(member, 16, member.length), AuditEntry.class);
        return new AuditEntry(number, entry.at(), entry.actor(), entry.what(), entry.device(), entry.detail());
    }

    @Override
    public Mono<Counters> counters() {
        var counted = counts().reduce(
                        new Counters(0, 0, 0, 0, 0),
                        (sum, counts) -> new Counters(
                                sum.devices() + number(counts, "devices"),
                                sum.called() + number(counts, "called"),
                                sum.devicesSilent() + number(counts, SILENT),
                                sum.tasksOpen() + number(counts, "tasks"),
                                0));
        return counted.zipWith(
                openSessions(),
                (counts, open) -> new Counters(
                        counts.devices(), counts.called(), counts.devicesSilent(), counts.tasksOpen(), open));
    }

    private Mono<Long> openSessions() {
        return partitions()
                .flatMap(
                        partition -> link.ask(
                                commands -> commands.zcard(Keys.of(partition).open())),
                        PARALLEL)
                .reduce(0L, Long::sum);
    }

    @Override
    public Mono<Population> population(int partition) {
        return link.ask(commands -> commands.hmget(Keys.of(partition).counts(), POPULATION))
                .map(counts ->
                        new Population(number(counts, 0), number(counts, 1), number(counts, 2), number(counts, 3)));
    }

    private static long number(List<KeyValue<byte[], byte[]>> counts, int index) {
        return counts.get(index)
                .map(count -> Long.parseLong(Shared.text(count)))
                .getValueOrElse(0L);
    }

    @Override
    public Mono<List<ModelCount>> models(int partition, int most) {
        return link.run(
                        Scripts.MODELS,
                        List.of(Keys.of(partition).index()),
                        new Args().add(most).list())
                .map(reply -> {
                    var answer = Answer.of(reply);
                    var counts = new ArrayList<ModelCount>(answer.size() / 2);
                    for (int i = 0; i < answer.size(); i += 2) {
                        var entry = answer.text(i);
                        counts.add(new ModelCount(
                                entry.isEmpty() ? ModelCount.BEYOND : IndexEntries.model(entry), answer.number(i + 1)));
                    }
                    return counts;
                });
    }

    @Override
    public Mono<PolicyStates> policies(int partition) {
        return Mono.zip(
                        standing(partition, Settled.State.IN_SYNC),
                        standing(partition, Settled.State.PENDING),
                        standing(partition, Settled.State.CONFLICT))
                .map(counts -> new PolicyStates(counts.getT1(), counts.getT2(), counts.getT3()));
    }

    /** The index has an entry for each, so they need no counters. */
    private Mono<Long> standing(int partition, Settled.State state) {
        var entry = IndexEntries.policies(state);
        var range = Range.create(Shared.bytes(entry + "\0"), Shared.bytes(entry + "\1"));
        return link.ask(commands -> commands.zlexcount(Keys.of(partition).index(), range));
    }

    private static long number(Map<String, Long> counts, String name) {
        return counts.getOrDefault(name, 0L);
    }

    private Flux<Map<String, Long>> counts() {
        return partitions()
                .flatMap(
                        partition -> link.ask(commands ->
                                        commands.hgetall(Keys.of(partition).counts()))
                                .map(raw -> {
                                    Map<String, Long> counts = new java.util.HashMap<>();
                                    raw.forEach((name, value) ->
                                            counts.put(Shared.text(name), Long.parseLong(Shared.text(value))));
                                    return counts;
                                }),
                        PARALLEL);
    }

    private static Flux<Integer> partitions() {
        return Flux.fromStream(IntStream.range(0, Partitions.COUNT).boxed());
    }

    /**
     * Schemas that no partition counts a tree of lose their family first, so that no node packs against them any more; at
     * the next look they go.
     */
    @Override
    public Mono<Integer> collectSchemas() {
        return Mono.zip(shared.schemaIds(), named()).flatMap(both -> {
            var unnamed = new HashSet<>(both.getT1());
            unnamed.removeAll(both.getT2());
            var gone = new HashSet<>(unnamed);
            gone.retainAll(idle);
            var left = new HashSet<>(unnamed);
            left.removeAll(gone);
            return shared.retire(left).then(shared.drop(gone)).doOnNext(dropped -> idle = left);
        });
    }

    private Mono<Set<String>> named() {
        return counts().reduce(new HashSet<>(), (named, counts) -> {
            counts.forEach((name, count) -> {
                if (name.startsWith(SCHEMA_COUNT) && count > 0) {
                    named.add(name.substring(SCHEMA_COUNT.length()));
                }
            });
            return named;
        });
    }

    @Override
    public Formats formats() {
        return formats;
    }

    @Override
    public Mono<Integer> renew(int partition, Instant now) {
        return renewal.some(partition, now);
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public boolean isReady() {
        return link.isUp();
    }

    @Override
    public void close() {
        shared.close();
        trees.close();
    }
}

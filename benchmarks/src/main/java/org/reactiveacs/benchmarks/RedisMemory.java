package org.reactiveacs.benchmarks;

import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.reactiveacs.cluster.LocalMail;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Identity;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.Visit;
import org.reactiveacs.keys.KeyRing;
import org.reactiveacs.simulator.model.ModelKind;
import org.reactiveacs.store.Arrival;
import org.reactiveacs.store.Commit;
import org.reactiveacs.store.Committed;
import org.reactiveacs.store.SessionCodec;
import org.reactiveacs.store.SessionKey;
import org.reactiveacs.store.StoredSession;
import org.reactiveacs.store.record.PackedVisits;
import org.reactiveacs.store.record.Seal;
import org.reactiveacs.store.record.TreeSchema;
import org.reactiveacs.store.redis.RedisStore;
import org.reactiveacs.store.redis.cluster.RedisFormats;
import org.reactiveacs.store.redis.link.RedisLink;
import org.reactiveacs.store.redis.link.RedisSettings;
import org.reactiveacs.store.redis.link.Script;
import org.reactiveacs.store.redis.link.Tags;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** How much of Redis' memory a device takes: fills an empty Redis through the store, as sessions do, and looks. */
@Command(name = "RedisMemory", mixinStandardHelpOptions = true)
public final class RedisMemory implements Callable<Integer> {

    private static final int PARALLEL = 64;
    private static final int PARAMETERS = 800;
    private static final int VISITS = 32;
    private static final int SAMPLED_DEVICES = 2_000;
    private static final int SAMPLED_PARTITIONS = 16;
    private static final long EVENTS_KEPT = 256 * 4096;

    /** Of all elements; else Redis looks at five and takes them for the rest. */
    private static final Script SIZE =
            Script.ofText("size.lua", "return redis.call('MEMORY', 'USAGE', KEYS[1], 'SAMPLES', '0') or 0");

    private static final String FIRMWARE = "3.2.1";
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Option(names = "--url", required = true, description = "An empty Redis, as redis://127.0.0.1:6379")
    private String url = "";

    @Option(names = "--devices", defaultValue = "100000")
    private int devices;

    @Option(names = "--parameters", defaultValue = "" + PARAMETERS, description = "of each device's tree")
    private int parameters;

    @Option(names = "--visits", defaultValue = "" + VISITS, description = "that each device's head remembers")
    private int visits;

    private final KeyRing keys = KeyRing.parse(ServerProcess.KEYS);
    private final List<Model> models = new ArrayList<>();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new RedisMemory()).execute(arguments));
    }

    /** Devices that share a product class. */
    private record Model(String productClass, String root, GatewayTree trees) {}

    /** Sessions stand in Redis for a minute at most, and are over here. */
    private record NoSession(DeviceId deviceId, Duration timeout) implements StoredSession {}

    private static final class NoSessions implements SessionCodec {
        @Override
        public byte[] encode(StoredSession session) {
            return new byte[0];
        }

        @Override
        public StoredSession decode(byte[] bytes) {
            throw new IllegalStateException("no session is read here");
        }
    }

    @Override
    public Integer call() {
        try (var link = RedisLink.open(RedisSettings.of(url))) {
            if (answer(link.ask(commands -> commands.dbsize())) > 0) {
                System.err.println(url + " is not empty");
                return 2;
            }
            print(filled(link));
        }
        return 0;
    }

    /** Fills a Redis in which a server of a benchmark may have written already. */
    static Sizes fill(String url, int devices) {
        var memory = new RedisMemory();
        memory.devices = devices;
        memory.parameters = PARAMETERS;
        memory.visits = VISITS;
        try (var link = RedisLink.open(RedisSettings.of(url))) {
            return memory.filled(link);
        }
    }

    /**
     * Bytes a device, on average.
     *
     * @param all of used_memory
     * @param head of its record, packed
     * @param tree of its record, packed
     * @param indexes its entries there
     * @param events of the newest
     * @param withDictionary share of the trees that are packed with one
     */
    record Sizes(
            long before,
            long after,
            double all,
            double record,
            double head,
            double tree,
            double indexes,
            double events,
            double withDictionary) {}

    private Sizes filled(RedisLink link) {
        for (var kind : ModelKind.values()) {
            for (var variant : List.of("A", "B")) {
                var productClass = kind.productClass() + variant;
                var root = kind == ModelKind.TR181 ? "Device." : "InternetGatewayDevice.";
                models.add(new Model(productClass, root, new GatewayTree(kind.schema(), productClass, FIRMWARE, NOW)));
            }
        }
        var settings = new RedisStore.Settings(
                IdentityScheme.OUI_SERIAL, keys, new NoSessions(), RedisFormats.open(link, "acs"));
        try (var store = RedisStore.open(link, settings, new LocalMail())) {
            long before = usedMemory(link);
            Flux.range(0, devices)
                    // Trees are made by all processors, not by the thread that hears Redis' answers.
                    .flatMap(
                            number -> Mono.defer(() -> visit(store, number)).subscribeOn(Schedulers.parallel()),
                            PARALLEL)
                    .blockLast();
            return sizes(link, before, usedMemory(link));
        }
    }

    private Mono<Committed> visit(RedisStore store, int number) {
        var model = models.get(number % models.size());
        var serial = String.format(Locale.ROOT, "%010d", 2_300_000_000L + number);
        var ip = "100." + (64 + (number >> 16 & 63)) + "." + (number >> 8 & 255) + "." + (number & 255);
        ParameterTree tree;
        synchronized (model) {
            tree = model.trees().of(serial, ip, parameters);
        }
        var identity = new Identity("Acme", "00D09E", model.productClass(), serial);
        var device = DeviceId.of(IdentityScheme.OUI_SERIAL, identity);
        var mac = String.format(
                Locale.ROOT, "00:D0:9E:%02X:%02X:%02X", number >> 16 & 255, number >> 8 & 255, number & 255);
        var told = new ArrayList<Parameter>();
        for (var path : List.of(
                "DeviceInfo.HardwareVersion",
                "DeviceInfo.SoftwareVersion",
                "DeviceInfo.ProvisioningCode",
                "ManagementServer.ConnectionRequestURL",
                "ManagementServer.ParameterKey")) {
            var known = tree.get(model.root() + path);
            if (known != null) {
                told.add(known);
            }
        }
        var arrival = new Arrival(
                "open-" + number,
                new SessionKey(device, String.format(Locale.ROOT, "%032x", number)),
                device,
                identity,
                new Arrival.Caller(NOW, ip, Arrival.Proof.DERIVED, 1, NOW.toEpochMilli(), 1),
                new Arrival.Facts(List.of("2 PERIODIC"), 0, told, List.of(mac), Set.of()),
                new Arrival.Rules(Arrival.Unknown.ACCEPT, Arrival.AfterReset.QUARANTINE),
                new NoSession(device, Duration.ofSeconds(30)));
        return store.sessions().open(arrival).flatMap(opened -> {
            var head = Objects.requireNonNull(opened.device());
            return store.sessions()
                    .commit(new Commit(
                            "commit-" + number,
                            new Commit.Subject(arrival.session(), 0, device, head.modelKey()),
                            NOW,
                            null,
                            new Commit.Changes(visited(head), tree, List.of(), Set.of(), null, List.of()),
                            false));
        });
    }

    /** The head with as many visits as one has that has called for long. */
    private Device visited(Device head) {
        var all = new ArrayList<Visit>(visits);
        for (int i = 0; i < visits; i++) {
            all.add(new Visit(
                    NOW.minus(Duration.ofHours(i)).minusMillis(i * 7919L),
                    List.of("2 PERIODIC"),
                    head.contact().peer(),
                    0,
                    i % 8 == 0 ? List.of("GetParameterValues 12") : List.of(),
                    Visit.End.COMPLETED,
                    40 + i));
        }
        return new Device(
                head.id(),
                head.identity(),
                head.contact(),
                head.standing(),
                head.access(),
                head.reported(),
                head.macs(),
                PackedVisits.of(all));
    }

    private Sizes sizes(RedisLink link, long before, long after) {
        var sample = sample(link);
        double head = 0;
        double tree = 0;
        double hash = 0;
        for (var key : sample) {
            head += answer(link.ask(commands -> commands.hstrlen(key, bytes("h"))));
            tree += answer(link.ask(commands -> commands.hstrlen(key, bytes("t"))));
            hash += (Long) answer(link.run(SIZE, List.of(key), List.of()));
        }
        return new Sizes(
                before,
                after,
                (double) (after - before) / devices,
                hash / sample.size(),
                head / sample.size(),
                tree / sample.size(),
                inPartitions(link, sample, "index", "seen"),
                inPartitions(link, sample, "events"),
                withDictionary(link));
    }

    private void print(Sizes sizes) {
        double rest = sizes.all() - sizes.record() - sizes.indexes() - sizes.events();
        System.out.printf(
                Locale.ROOT,
                "%d devices of %d models, %d parameters each, %d visits remembered%n",
                devices,
                models.size(),
                parameters,
                visits);
        System.out.printf(Locale.ROOT, "used_memory     %,d before, %,d after%n", sizes.before(), sizes.after());
        System.out.printf(Locale.ROOT, "bytes a device  %,.0f%n", sizes.all());
        System.out.printf(
                Locale.ROOT,
                "  its record    %,.0f: head %,.0f, tree %,.0f, all around them %,.0f%n",
                sizes.record(),
                sizes.head(),
                sizes.tree(),
                sizes.record() - sizes.head() - sizes.tree());
        System.out.printf(Locale.ROOT, "  its indexes   %,.0f%n", sizes.indexes());
        System.out.printf(Locale.ROOT, "  its events    %,.0f, of which the newest are kept%n", sizes.events());
        System.out.printf(Locale.ROOT, "  all else      %,.0f%n", rest);
        System.out.printf(Locale.ROOT, "trees packed with a dictionary: %.1f %%%n", 100 * sizes.withDictionary());
        for (long fleet : List.of(1_000_000L, 10_000_000L)) {
            double outboxes = sizes.events() * Math.min(fleet, EVENTS_KEPT);
            System.out.printf(
                    Locale.ROOT,
                    "%,11d devices take %.1f GB%n",
                    fleet,
                    (fleet * (sizes.all() - sizes.events()) + outboxes) / 1e9);
        }
    }

    /** Keys of devices, taken as they come. */
    private List<byte[]> sample(RedisLink link) {
        var found = new ArrayList<byte[]>();
        var match = ScanArgs.Builder.matches("acs:*}:d:*").limit(1000);
        ScanCursor cursor = ScanCursor.INITIAL;
        do {
            var from = cursor;
            var page = answer(link.ask(commands -> commands.scan(from, match)));
            found.addAll(page.getKeys());
            cursor = page;
        } while (!cursor.isFinished() && found.size() < SAMPLED_DEVICES);
        return found;
    }

    /** What some partitions hold under these names, over their devices. */
    private static double inPartitions(RedisLink link, List<byte[]> sample, String... names) {
        double size = 0;
        double counted = 0;
        var stems = sample.stream()
                .map(key -> text(key).substring(0, text(key).indexOf("}:") + 2))
                .distinct()
                .limit(SAMPLED_PARTITIONS)
                .toList();
        for (var stem : stems) {
            for (var name : names) {
                size += (Long) answer(link.run(SIZE, List.of(bytes(stem + name)), List.of()));
            }
            counted += answer(link.ask(commands -> commands.zcard(bytes(stem + "seen"))));
        }
        return size / counted;
    }

    private double withDictionary(RedisLink link) {
        Map<String, Long> trees = new HashMap<>();
        for (int partition = 0; partition < Partitions.COUNT; partition++) {
            var key = bytes("acs:{" + Tags.of(partition) + "}:counts");
            answer(link.ask(commands -> commands.hgetall(key))).forEach((name, count) -> {
                if (text(name).startsWith("schema ")) {
                    trees.merge(text(name).substring(7), Long.parseLong(text(count)), Long::sum);
                }
            });
        }
        var seal = new Seal(keys);
        long with = 0;
        long all = 0;
        for (var schema : trees.entrySet()) {
            var record =
                    answer(link.ask(commands -> commands.hget(bytes("acs:{shared}:schemas"), bytes(schema.getKey()))));
            all += schema.getValue();
            if (TreeSchema.decode(seal.open(record, "schemas/" + schema.getKey()))
                    .hasDictionary()) {
                with += schema.getValue();
            }
        }
        return (double) with / all;
    }

    private static long usedMemory(RedisLink link) {
        var info = answer(link.ask(commands -> commands.info("memory")));
        var line = info.lines()
                .filter(each -> each.startsWith("used_memory:"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.substring("used_memory:".length()).trim());
    }

    private static <T> T answer(Mono<T> mono) {
        return Objects.requireNonNull(mono.block(Duration.ofSeconds(60)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

package org.reactiveacs.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.reactiveacs.store.redis.StoreUser.answer;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactiveacs.cluster.LocalMail;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.device.KnownDevice;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.store.DeviceQuery;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.embedded.EmbeddedStore;
import org.reactiveacs.store.filter.DeviceFilter;
import org.reactiveacs.store.filter.FilterParser;
import org.reactiveacs.store.redis.server.RedisServers;
import org.reactiveacs.store.redis.server.StandaloneRedis;
import org.reactiveacs.task.Task;

/**
 * The same at random, done at the embedded store and at two nodes on Redis in turn: both give the same answers, and what
 * Redis holds adds up.
 */
class SameAnswersTest {

    private static final int STEPS = 200;

    private static final List<DeviceFilter> FILTERS = List.of(
            new DeviceFilter.All(),
            new DeviceFilter.Silent(true),
            new DeviceFilter.Silent(false),
            parsed("subscriber = anna"),
            parsed("subscriber = '' or subscriber ~ b*"),
            parsed("variable.plan = gold"),
            parsed("not variable.plan ~ *"));

    private static DeviceFilter parsed(String filter) {
        return FilterParser.parse(filter, Instant.EPOCH);
    }

    @RegisterExtension
    static final StandaloneRedis REDIS = RedisServers.standalone();

    @RegisterExtension
    final RedisNodes nodes = new RedisNodes();

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private Store embedded;

    private final List<Store> onRedis = new ArrayList<>();
    private final Deque<String> done = new ArrayDeque<>();

    @BeforeEach
    void join() {
        REDIS.flush();
        onRedis.add(nodes.join(REDIS.url()).store());
        onRedis.add(nodes.join(REDIS.url()).store());
        embedded = EmbeddedStore.open(
                new EmbeddedStore.Settings(directory, IdentityScheme.OUI_SERIAL, null), new LocalMail());
    }

    @AfterEach
    void closeEmbedded() {
        embedded.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3, 4, 5, 9})
    void bothStoresAnswerAlike(long seed) {
        var fleet = new RandomFleet(seed);
        var random = new Random(seed);
        for (int i = 0; i < STEPS; i++) {
            var step = fleet.next();
            done.add(step.what());
            if (done.size() > 25) {
                done.remove();
            }
            var node = onRedis.get(random.nextInt(2));
            var expected = step.act().apply(embedded);
            var given = step.act().apply(node);
            assertSame(step.what(), given, expected);
            if (random.nextInt(5) == 0) {
                assertSame(
                        "repeat: " + step.what(),
                        step.act().apply(onRedis.get(random.nextInt(2))),
                        step.act().apply(embedded));
            }
            step.learn().accept(expected);
            assertSameDevice(step.device(), onRedis.get(random.nextInt(2)));
        }
        assertSameFleet();
        Census.take(REDIS.primary());
    }

    private void assertSame(String what, @Nullable Object given, @Nullable Object expected) {
        if (!Objects.equals(given, expected)) {
            fail("%s%n%s%nafter%n%s", what, difference(given, expected), String.join("\n", done));
        }
    }

    /** Where they begin to differ. */
    private static String difference(@Nullable Object given, @Nullable Object expected) {
        var a = String.valueOf(given);
        var b = String.valueOf(expected);
        int at = 0;
        while (at < Math.min(a.length(), b.length()) && a.charAt(at) == b.charAt(at)) {
            at++;
        }
        int from = Math.max(0, at - 200);
        return "on Redis: ..." + a.substring(from, Math.min(a.length(), at + 100)) + "\nembedded: ..."
                + b.substring(from, Math.min(b.length(), at + 100));
    }

    private void assertSameDevice(DeviceId device, Store node) {
        assertSame(
                "device",
                node.devices().find(device).block(),
                embedded.devices().find(device).block());
        assertSame("tasks", tasks(node, device), tasks(embedded, device));
        assertSame("tree", answer(node.tree(device)), answer(embedded.tree(device)));
    }

    private static Set<Store.ModelCount> models(Store store, DeviceId device) {
        return Set.copyOf(answer(store.models(Partitions.of(device), 100)));
    }

    private static List<Task> tasks(Store store, DeviceId device) {
        return answer(store.tasks().list(device)).stream()
                .map(RandomFleet::timeless)
                .toList();
    }

    private void assertSameFleet() {
        assertSame("counters", answer(onRedis.get(0).counters()), answer(embedded.counters()));
        var told = EnumSet.noneOf(DomainEvent.Type.class);
        for (var device : RandomFleet.DEVICES) {
            assertSame("events", events(onRedis.get(0), device), events(embedded, device));
            assertSame("models", models(onRedis.get(1), device), models(embedded, device));
            events(embedded, device)
                    .forEach(recorded -> told.add(recorded.event().type()));
        }
        assertThat(told).contains(DomainEvent.Type.DEVICE_SILENT, DomainEvent.Type.DEVICE_RETURNED);
        assertThat(audit(onRedis.get(1))).containsExactlyInAnyOrderElementsOf(audit(embedded));
        for (var sort : DeviceQuery.Sort.values()) {
            for (boolean descending : new boolean[] {false, true}) {
                for (var filter : FILTERS) {
                    assertSame(
                            filter + " by " + sort,
                            all(onRedis.get(0), filter, sort, descending),
                            all(embedded, filter, sort, descending));
                }
            }
        }
    }

    private static List<Store.Recorded> events(Store store, DeviceId device) {
        return answer(store.events(Partitions.of(device), 0, 4096)).stream()
                .map(SameAnswersTest::timeless)
                .toList();
    }

    /** As a task itself: a store may look some seconds later at one that has run out of time in a session. */
    private static Store.Recorded timeless(Store.Recorded recorded) {
        var event = recorded.event();
        return event.type() == DomainEvent.Type.TASK_ENDED
                ? new Store.Recorded(
                        recorded.number(), new DomainEvent(event.type(), event.device(), Instant.EPOCH, event.detail()))
                : recorded;
    }

    private static List<String> audit(Store store) {
        return answer(store.audit(0, 4096)).stream()
                .map(entry -> entry.at() + " " + entry.actor() + " " + entry.what() + " " + entry.device() + " "
                        + entry.detail())
                .toList();
    }

    /** In pages of two. */
    private static List<KnownDevice> all(Store store, DeviceFilter filter, DeviceQuery.Sort sort, boolean descending) {
        var found = new ArrayList<KnownDevice>();
        @Nullable String cursor = null;
        do {
            var page = answer(store.devices()
                    .search(new DeviceQuery(DeviceId.DEFAULT_TENANT, filter, sort, descending, 2, cursor, true)));
            found.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);
        return found;
    }

    @Test
    void everyScriptTouchesOnlyTheKeysThatItDeclares() throws Exception {
        var fleet = new RandomFleet(99);
        try (var monitor = new Monitor(REDIS.primary())) {
            for (int i = 0; i < STEPS; i++) {
                var step = fleet.next();
                step.learn().accept(step.act().apply(onRedis.get(i % 2)));
            }

            assertThat(monitor.undeclared()).isEmpty();
        }
    }
}

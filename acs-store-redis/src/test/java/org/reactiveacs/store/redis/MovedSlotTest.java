package org.reactiveacs.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.store.Arrivals.anArrival;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactiveacs.cluster.LocalMail;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.store.Arrivals;
import org.reactiveacs.store.Commit;
import org.reactiveacs.store.StoreException;
import org.reactiveacs.store.redis.cluster.RedisFormats;
import org.reactiveacs.store.redis.link.RedisLink;
import org.reactiveacs.store.redis.link.RedisSettings;
import org.reactiveacs.store.redis.server.ClusterRedis;
import org.reactiveacs.store.redis.server.RedisNode;
import org.reactiveacs.store.redis.server.RedisServers;

/** A slot that is moved to another master while its devices call. */
@Tag("scenario")
class MovedSlotTest {

    @RegisterExtension
    static final ClusterRedis REDIS = RedisServers.cluster();

    private static final int PARTITION = 20;
    private static final int SLOT = PARTITION * 64;
    private static final int DEVICES = 500;
    private static final int KEYS_AT_ONCE = 1000;

    private final AtomicLong failedSince = new AtomicLong();
    private final AtomicLong longestNanos = new AtomicLong();
    private final AtomicLong visits = new AtomicLong();

    @Test
    void noSessionFailsForLongerThanASecond() throws Exception {
        try (var link = RedisLink.open(RedisSettings.of(REDIS.url()));
                var store = RedisStore.open(
                        link,
                        new RedisStore.Settings(
                                IdentityScheme.OUI_SERIAL,
                                RedisContract.KEYS,
                                new TestSessionCodec(),
                                RedisFormats.open(link, "acs")),
                        new LocalMail())) {
            var serials = serials();
            serials.forEach(serial -> visit(store, serial));
            var running = new AtomicBoolean(true);
            var load = new Thread(() -> {
                for (int i = 0; running.get(); i = (i + 1) % serials.size()) {
                    visit(store, serials.get(i));
                }
            });
            load.start();
            long before = visits.get();
            try {
                move(REDIS.masterOf(SLOT), REDIS.masters().get(2));
            } finally {
                long moved = visits.get();
                org.reactiveacs.store.redis.server.Await.within(
                        Duration.ofSeconds(10), "visits after the move", () -> visits.get() > moved + 100);
                running.set(false);
                load.join();
            }

            assertThat(moved(REDIS.masters().get(2))).isGreaterThanOrEqualTo(DEVICES);
            assertThat(visits.get()).isGreaterThan(before);
            assertThat(Duration.ofNanos(longestNanos.get())).isLessThan(Duration.ofSeconds(1));
            assertThat(failedSince.get()).as("the last visit went well").isZero();
        }
    }

    /** Serial numbers whose devices are of one partition. */
    private static List<String> serials() {
        return Stream.iterate(1, n -> n + 1)
                .map(n -> "m" + n)
                .filter(serial -> Partitions.of(DeviceId.of("00D09E-" + serial)) == PARTITION)
                .limit(DEVICES)
                .toList();
    }

    private void visit(RedisStore store, String serial) {
        try {
            var arrival = anArrival().of("00D09E", serial).build();
            var opened = Objects.requireNonNull(store.sessions().open(arrival).block());
            store.sessions()
                    .commit(new Commit(
                            arrival.operation() + " end",
                            Arrivals.subject(arrival, 0),
                            arrival.caller().at(),
                            null,
                            new Commit.Changes(opened.device(), null, List.of(), Set.of(), null, List.of()),
                            false))
                    .block();
            visits.incrementAndGet();
            long since = failedSince.getAndSet(0);
            if (since != 0) {
                longestNanos.accumulateAndGet(System.nanoTime() - since, Math::max);
            }
        } catch (StoreException e) {
            failedSince.compareAndSet(0, System.nanoTime());
        }
    }

    /** As {@code redis-cli --cluster reshard --cluster-pipeline 1000} does. */
    private static void move(RedisNode from, RedisNode to) {
        var slot = Integer.toString(SLOT);
        to.command("CLUSTER", "SETSLOT", slot, "IMPORTING", REDIS.id(from));
        from.command("CLUSTER", "SETSLOT", slot, "MIGRATING", REDIS.id(to));
        while (true) {
            var keys = (List<?>) Objects.requireNonNull(
                    from.command("CLUSTER", "GETKEYSINSLOT", slot, Integer.toString(KEYS_AT_ONCE)));
            if (keys.isEmpty()) {
                break;
            }
            var migrate = new ArrayList<>(
                    List.of("MIGRATE", "127.0.0.1", Integer.toString(to.port()), "", "0", "5000", "KEYS"));
            keys.forEach(key -> migrate.add(String.valueOf(key)));
            from.command(migrate.toArray(String[]::new));
        }
        for (var node : List.of(to, from)) {
            node.command("CLUSTER", "SETSLOT", slot, "NODE", REDIS.id(to));
        }
    }

    private static long moved(RedisNode to) {
        return (Long) Objects.requireNonNull(to.command("CLUSTER", "COUNTKEYSINSLOT", Integer.toString(SLOT)));
    }
}

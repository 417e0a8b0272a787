package org.reactiveacs.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.store.Arrivals.T0;
import static org.reactiveacs.store.Arrivals.anArrival;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.port.Actor;
import org.reactiveacs.store.Commit;
import org.reactiveacs.store.Formats.Raised;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.record.StoreFormat;
import org.reactiveacs.store.redis.link.RedisLink;
import org.reactiveacs.store.redis.link.RedisSettings;
import org.reactiveacs.store.redis.server.RedisServers;
import org.reactiveacs.store.redis.server.StandaloneRedis;
import reactor.core.publisher.Flux;

/** Heads of the format before are written anew once the next is agreed on. */
class RenewalTest {

    private static final int DEVICES = 100;

    @RegisterExtension
    static final StandaloneRedis REDIS = RedisServers.standalone();

    @RegisterExtension
    final RedisNodes nodes = new RedisNodes();

    @BeforeEach
    void startEmpty() {
        REDIS.flush();
    }

    private static void hset(RedisLink link, String field, String value) {
        link.ask(commands ->
                        commands.hset(Shared.bytes("acs:{cluster}:format"), Shared.bytes(field), Shared.bytes(value)))
                .block();
    }

    private static List<DeviceId> devices() {
        return IntStream.range(0, DEVICES)
                .mapToObj(number -> DeviceId.of("00D09E-" + number))
                .toList();
    }

    /** How many heads are of each format. */
    private static Map<Integer, Integer> formats(RedisLink link) {
        Map<Integer, Integer> formats = new HashMap<>();
        for (var device : devices()) {
            var head = Objects.requireNonNull(
                    link.ask(commands -> commands.hget(Keys.of(device).device(device), Shared.bytes("h")))
                            .block());
            formats.merge((int) head[0], 1, Integer::sum);
        }
        return formats;
    }

    /** A visit of each device, from beginning to end. */
    private static void visitAll(StoreUser user) {
        for (var device : devices()) {
            var arrival = anArrival()
                    .of("00D09E", device.value().substring(7))
                    .with("2 PERIODIC")
                    .build();
            var opened = user.open(arrival);
            user.commit(StoreUser.commit(
                    arrival,
                    0,
                    null,
                    new Commit.Changes(opened.device(), null, List.of(), java.util.Set.of(), null, List.of())));
        }
    }

    private static int renewAll(Store store, java.time.Instant now) {
        return Objects.requireNonNull(Flux.range(0, Partitions.COUNT)
                .concatMap(partition -> store.renew(partition, now))
                .reduce(0, Integer::sum)
                .block());
    }

    @Test
    void everyHeadIsWrittenAnewAndNothingOfItIsLost() {
        var link = nodes.link(RedisSettings.of(REDIS.url()));
        hset(link, "written", Integer.toString(StoreFormat.OLDEST));
        hset(link, "oldest", Integer.toString(StoreFormat.OLDEST));
        hset(link, "since", "0");
        var store = nodes.store(link);
        var user = new StoreUser(store);
        visitAll(user);
        assertThat(formats(link)).isEqualTo(Map.of(StoreFormat.OLDEST, DEVICES));
        var before = new ArrayList<>();
        devices().forEach(device -> before.add(StoreUser.answer(store.devices().find(device))));
        assertThat(renewAll(store, T0)).as("nothing is to be done").isZero();

        hset(link, "written", Integer.toString(StoreFormat.NEWEST));
        hset(link, "since", Long.toString(T0.toEpochMilli()));
        var after = nodes.store(nodes.link(RedisSettings.of(REDIS.url())));
        assertThat(after.formats().state().isSettled()).isFalse();
        assertThat(renewAll(after, T0.plusSeconds(9)))
                .as("some nodes may not know yet")
                .isZero();
        int renewed = 0;
        for (int round = 0; round < 20; round++) {
            renewed += renewAll(after, T0.plusSeconds(11));
        }

        assertThat(renewed).isEqualTo(DEVICES);
        assertThat(formats(link)).isEqualTo(Map.of(StoreFormat.NEWEST, DEVICES));
        var now = new ArrayList<>();
        devices().forEach(device -> now.add(StoreUser.answer(after.devices().find(device))));
        assertThat(now).isEqualTo(before);
        assertThat(nodes.store(nodes.link(RedisSettings.of(REDIS.url())))
                        .formats()
                        .state()
                        .isSettled())
                .isTrue();
    }

    @Test
    void raisingIsInTheAuditTrail() {
        var link = nodes.link(RedisSettings.of(REDIS.url()));
        hset(link, "written", Integer.toString(StoreFormat.OLDEST));
        hset(link, "oldest", Integer.toString(StoreFormat.OLDEST));
        hset(link, "since", "0");
        var store = nodes.store(link);
        new StoreUser(store).opened(anArrival());
        link.ask(commands -> commands.zadd(Shared.bytes("acs:{cluster}:alive"), 9e15, Shared.bytes("me")))
                .block();
        link.ask(commands -> commands.hset(
                        Shared.bytes("acs:{cluster}:members"),
                        Shared.bytes("me"),
                        Shared.bytes("1\nme\n0\n0\n0\n" + StoreFormat.NEWEST)))
                .block();

        var write = new org.reactiveacs.store.Write("raise", Actor.operator("alice {from}"), T0);
        assertThat(store.formats().raise(write).block())
                .isEqualTo(new Raised.Done(StoreFormat.OLDEST, StoreFormat.NEWEST));

        assertThat(Objects.requireNonNull(store.audit(0, 10).block()))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.what()).isEqualTo("format raised");
                    assertThat(entry.device()).isNull();
                    assertThat(entry.detail()).isEqualTo("from " + StoreFormat.OLDEST + " to " + StoreFormat.NEWEST);
                });
    }
}

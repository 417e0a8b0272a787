package org.reactiveacs.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.store.Arrivals.T0;
import static org.reactiveacs.store.Arrivals.anArrival;
import static org.reactiveacs.store.redis.StoreUser.DEVICE;
import static org.reactiveacs.store.redis.StoreUser.answer;
import static org.reactiveacs.store.redis.StoreUser.commit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Silence;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.store.Commit;
import org.reactiveacs.store.SilenceRules;
import org.reactiveacs.store.Silenced;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.record.TaskCodec;
import org.reactiveacs.store.redis.link.RedisSettings;
import org.reactiveacs.store.redis.server.RedisServers;
import org.reactiveacs.store.redis.server.StandaloneRedis;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Silence on Redis: two nodes that both look, and what happens between a look and what comes of it. */
class SilenceTest {

    private static final SilenceRules RULES = new SilenceRules(3, Duration.ofHours(1), Duration.ofMinutes(1));
    private static final Instant LATE = T0.plus(Duration.ofHours(9));

    @RegisterExtension
    static final StandaloneRedis REDIS = RedisServers.standalone();

    @RegisterExtension
    final RedisNodes nodes = new RedisNodes();

    @SuppressWarnings("NullAway.Init")
    private StoreUser one;

    @SuppressWarnings("NullAway.Init")
    private StoreUser other;

    @BeforeEach
    void join() {
        REDIS.flush();
        one = nodes.join(REDIS.url());
        other = nodes.join(REDIS.url());
    }

    @AfterEach
    void whatRedisHoldsAddsUp() {
        Census.take(REDIS.primary());
    }

    private void visit(String serial, Instant at) {
        var arrival = one.opened(anArrival().of("00D09E", serial).at(at).watchedBy(RULES));
        one.commit(commit(arrival, 0, null, Commit.Changes.NONE));
    }

    private static Mono<Integer> look(StoreUser node, int partition) {
        return node.store().sessions().silence(partition, LATE, RULES).map(Silenced::fell);
    }

    private static List<String> serials(int partition, int count) {
        return IntStream.iterate(1, i -> i + 1)
                .mapToObj(Integer::toString)
                .filter(serial -> Partitions.of(DeviceId.of("00D09E-" + serial)) == partition)
                .limit(count)
                .toList();
    }

    @Test
    void bothNodesThatLookAtOnceAnnounceEachSilentDeviceOnce() {
        int devices = 200;
        IntStream.range(0, devices).forEach(i -> visit("n" + i, T0));

        var fell = Flux.range(0, Partitions.COUNT)
                .flatMap(partition -> Flux.merge(look(one, partition), look(other, partition)), 64)
                .reduce(0, Integer::sum)
                .block();

        assertThat(fell).isEqualTo(devices);
        assertThat(one.counters().devicesSilent()).isEqualTo(devices);
        for (int i = 0; i < devices; i++) {
            var device = DeviceId.of("00D09E-n" + i);
            assertThat(told(device, DomainEvent.Type.DEVICE_SILENT)).isEqualTo(1);
        }
    }

    private long told(DeviceId device, DomainEvent.Type type) {
        return answer(one.store().events(Partitions.of(device), 0, 4096)).stream()
                .map(Store.Recorded::event)
                .filter(event -> event.device().equals(device) && event.type() == type)
                .count();
    }

    @Test
    void devicesThatCallWhileBothNodesLookAreSilentOrNotAndCountedSo() {
        for (int round = 0; round < 20; round++) {
            var at = LATE.plusSeconds(round);
            visit("1", T0.plusSeconds(round));
            var arrivals = Flux.range(0, 4)
                    .flatMap(i -> (i % 2 == 0 ? one : other)
                            .store()
                            .sessions()
                            .open(anArrival().at(at).watchedBy(RULES).build()));
            int partition = Partitions.of(DEVICE);

            Flux.merge(look(one, partition), arrivals, look(other, partition)).blockLast();

            assertThat(answer(one.store().devices().find(DEVICE)).silence()).isNull();
            assertThat(one.counters().devicesSilent()).isZero();
            assertThat(told(DEVICE, DomainEvent.Type.DEVICE_RETURNED))
                    .isEqualTo(told(DEVICE, DomainEvent.Type.DEVICE_SILENT));
            answer(one.store().devices().delete(DEVICE, StoreUser.write()));
        }
    }

    private Object mark(String revision) {
        var keys = Keys.of(DEVICE);
        var silence = new Silence(T0, Duration.ofHours(1), T0.plus(Duration.ofHours(3)));
        var event = new DomainEvent(DomainEvent.Type.DEVICE_SILENT, DEVICE, LATE, java.util.Map.of());
        return answer(nodes.link(RedisSettings.of(REDIS.url()))
                .run(
                        Scripts.SILENCE,
                        List.of(keys.device(DEVICE), keys.due(), keys.index(), keys.counts(), keys.outbox()),
                        new Args()
                                .add(Keys.name(DEVICE))
                                .add(revision)
                                .add(TaskCodec.encodeRecord(silence))
                                .add(TaskCodec.encodeRecord(event))
                                .list()));
    }

    private String revision() {
        return (String) Objects.requireNonNull(
                REDIS.primary().command("HGET", Shared.text(Keys.of(DEVICE).device(DEVICE)), "v"));
    }

    @Test
    void aDeviceThatCalledSinceItWasJudgedIsNotSilent() {
        visit("1", T0);
        var judged = revision();
        visit("1", T0.plusSeconds(1));

        assertThat(mark(judged)).isEqualTo(0L);
        assertThat(one.counters().devicesSilent()).isZero();
        assertThat(told(DEVICE, DomainEvent.Type.DEVICE_SILENT)).isZero();
    }

    @Test
    void aDeviceThatAnotherNodeMarkedIsNotMarkedAgain() {
        visit("1", T0);
        assertThat(mark(revision())).isEqualTo(1L);

        assertThat(mark(revision())).isEqualTo(0L);
        assertThat(one.counters().devicesSilent()).isEqualTo(1);
        assertThat(told(DEVICE, DomainEvent.Type.DEVICE_SILENT)).isEqualTo(1);
    }

    @Test
    void manyDevicesOfAPartitionAreLookedAtSomeAtATimeAndHoldUpNoSession() {
        int partition = Partitions.of(DEVICE);
        var serials = serials(partition, 300);
        serials.forEach(serial -> visit(serial, T0));
        one.opened(anArrival().of("00D09E", serials.get(0)).at(LATE.minusSeconds(100)));

        assertThat(one.expire(partition, LATE)).isEqualTo(1);
        assertThat(answer(look(one, partition))).isBetween(255, 256);
        assertThat(answer(look(one, partition))).isBetween(43, 44);
        assertThat(answer(look(one, partition))).isZero();
        assertThat(answer(one.store().population(partition)).silent()).isEqualTo(299);
    }

    @Test
    void aDeviceThatCannotBeReadHoldsUpNoOthers() {
        int partition = Partitions.of(DEVICE);
        var serials = serials(partition, 3);
        serials.forEach(serial -> visit(serial, T0));
        var device = Shared.text(Keys.of(partition).device(DeviceId.of("00D09E-" + serials.get(1))));
        REDIS.primary().command("HSET", device, "h", "?");

        assertThat(answer(look(one, partition))).isEqualTo(2);
        assertThat(answer(look(one, partition))).as("it is looked at later").isZero();
        assertThat(answer(one.store().population(partition)).silent()).isEqualTo(2);
    }
}

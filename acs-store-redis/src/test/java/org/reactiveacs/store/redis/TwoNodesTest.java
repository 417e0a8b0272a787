package org.reactiveacs.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.store.Arrivals.T0;
import static org.reactiveacs.store.Arrivals.anArrival;
import static org.reactiveacs.store.redis.StoreUser.DEVICE;
import static org.reactiveacs.store.redis.StoreUser.answer;
import static org.reactiveacs.store.redis.StoreUser.commit;
import static org.reactiveacs.store.redis.StoreUser.reboot;
import static org.reactiveacs.store.redis.StoreUser.rebooting;
import static org.reactiveacs.store.redis.StoreUser.session;
import static org.reactiveacs.store.redis.StoreUser.tasks;
import static org.reactiveacs.store.redis.StoreUser.text;
import static org.reactiveacs.store.redis.StoreUser.write;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.ModelKey;
import org.reactiveacs.device.ModelTraits;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.store.Commit;
import org.reactiveacs.store.Committed;
import org.reactiveacs.store.DeviceStore;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.record.SchemaFamily;
import org.reactiveacs.store.redis.server.Await;
import org.reactiveacs.store.redis.server.RedisServers;
import org.reactiveacs.store.redis.server.StandaloneRedis;
import org.reactiveacs.task.Task;
import org.reactiveacs.task.TaskStatus;
import reactor.core.publisher.Flux;

/** Two nodes that serve the same devices. */
class TwoNodesTest {

    private static final Duration HEARS_WITHIN = Duration.ofSeconds(20);

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

    @Test
    void aSessionGoesOnAtTheOtherNodeAndItsFirstNodeIsToldThatItIsStale() {
        var arrival = one.opened(anArrival());
        one.commit(commit(arrival, 0, session("asked"), Commit.Changes.NONE));

        var resumed = answer(other.store().sessions().resume(arrival.session(), T0));
        assertThat(text(resumed.session())).isEqualTo("asked");
        assertThat(resumed.version()).isEqualTo(1);
        assertThat(other.commit(commit(arrival, 1, session("answered"), Commit.Changes.NONE)))
                .isEqualTo(new Committed.Done(2));

        assertThat(one.commit(commit(arrival, 1, session("late"), Commit.Changes.NONE)))
                .isEqualTo(new Committed.Stale());
        assertThat(text(answer(one.store().sessions().resume(arrival.session(), T0))
                        .session()))
                .isEqualTo("answered");
    }

    @Test
    void anOpeningGoesOnAtTheOtherNodeBeforeItsFirstCommit() {
        one.commit(commit(one.opened(anArrival()), 0, null, Commit.Changes.NONE));
        var arrival = anArrival().with("1 BOOT").at(T0.plusSeconds(60)).build();
        var opened = one.open(arrival);
        one.add(reboot("T1"));

        var resumed = answer(other.store().sessions().resume(arrival.session(), T0.plusSeconds(60)));

        assertThat(text(resumed.session())).isEqualTo("opening");
        assertThat(resumed.version()).isZero();
        assertThat(resumed.opened().before()).isEqualTo(opened.before());
        assertThat(resumed.opened().device()).isEqualTo(opened.device());
        assertThat(resumed.opened().tasks()).containsExactly(reboot("T1"));
        assertThat(other.commit(commit(arrival, 0, session("asked"), Commit.Changes.NONE)))
                .isEqualTo(new Committed.Done(1));
    }

    @Test
    void anInformAtTheOtherNodeSupersedesTheSession() {
        var first = one.opened(anArrival());
        one.commit(commit(first, 0, session("asked"), Commit.Changes.NONE));

        assertThat(other.open(anArrival().build()).superseded()).isTrue();

        assertThat(one.commit(commit(first, 1, session("late"), Commit.Changes.NONE)))
                .isEqualTo(new Committed.Stale());
        assertThat(one.store().sessions().resume(first.session(), T0).block()).isNull();
        assertThat(other.counters().sessionsOpen()).isEqualTo(1);
    }

    @Test
    void aTaskThatTheSupersededSessionSentIsUnsettledAtTheOtherNode() {
        var first = one.opened(anArrival());
        one.add(reboot("T1"));
        one.commit(commit(first, 0, session("asked"), tasks(rebooting(reboot("T1"), T0))));
        assertThat(other.task("T1").status()).isEqualTo(TaskStatus.RUNNING);

        var opened = other.open(anArrival().build());

        assertThat(opened.tasks()).extracting(Task::status).containsExactly(TaskStatus.UNSETTLED);
        assertThat(one.task("T1").status()).isEqualTo(TaskStatus.UNSETTLED);
    }

    @Test
    void aTaskAddedAtOneNodeIsGivenToASessionAtTheOther() {
        var arrival = other.opened(anArrival());
        one.add(reboot("T1"));

        assertThat(other.commit(commit(arrival, 0, null, Commit.Changes.NONE)))
                .isEqualTo(new Committed.Onward(1, List.of(reboot("T1"))));
    }

    @Test
    void aTaskTakenBackAtOneNodeIsNotBegunAtTheOther() {
        other.opened(anArrival());
        one.add(reboot("T1"));
        var arrival = anArrival().build();
        assertThat(other.open(arrival).tasks()).hasSize(1);

        one.cancel("T1");

        assertThat(other.commit(commit(arrival, 0, session("asks"), tasks(rebooting(reboot("T1"), T0)))))
                .isEqualTo(new Committed.Withdrawn(Set.of("T1")));
    }

    @Test
    void whatOneNodeLearnedOfAModelTheOtherKnowsSoon() {
        var told = "Device.DeviceInfo.SoftwareVersion";
        var arrival = anArrival().reporting(told, "1").build();
        var model = Objects.requireNonNull(one.open(arrival).device()).modelKey();
        var traits = ModelTraits.NONE.withReadBatch(16).withMacPaths(Set.of("Device.A.MACAddress"));
        one.commit(commit(
                arrival,
                0,
                null,
                new Commit.Changes(
                        null,
                        null,
                        List.of(),
                        Set.of(),
                        new Commit.Learned(model, ModelTraits.NONE, traits),
                        List.of())));

        Await.within(
                HEARS_WITHIN,
                "traits",
                () -> other.open(anArrival().reporting(told, "1").build())
                        .traits()
                        .equals(traits));
    }

    private static ParameterTree tree(int device) {
        var parameters = new ArrayList<Parameter>();
        for (int i = 0; i < 50; i++) {
            parameters.add(Parameter.of("Device.Common.P" + i, "the same on all " + i, ParameterType.STRING, T0));
        }
        parameters.add(Parameter.of("Device.Own", "own " + device, ParameterType.STRING, T0));
        return ParameterTree.of(parameters);
    }

    private static Commit.Changes treeOf(String path) {
        var tree = ParameterTree.of(List.of(Parameter.of(path, "v", ParameterType.STRING, T0)));
        return new Commit.Changes(null, tree, List.of(), Set.of(), null, List.of());
    }

    private static void visit(StoreUser node, int device) {
        var arrival = node.opened(anArrival().of("00D09E", "p" + device));
        node.commit(
                commit(arrival, 0, null, new Commit.Changes(null, tree(device), List.of(), Set.of(), null, List.of())));
    }

    private List<?> schemas() {
        return (List<?>) Objects.requireNonNull(REDIS.primary().command("HKEYS", "acs:{shared}:schemas"));
    }

    /** How many trees name a schema. */
    private long trees(@Nullable Object schema) {
        long trees = 0;
        for (int partition = 0; partition < Partitions.COUNT; partition++) {
            var count = REDIS.primary().command("HGET", Keys.stem(partition) + "counts", "schema " + schema);
            trees += count == null ? 0 : Long.parseLong((String) count);
        }
        return trees;
    }

    @Test
    void theOtherNodePacksWithTheDictionaryThatOneNodeMade() {
        for (int i = 0; i <= SchemaFamily.TREES_WITHOUT_DICTIONARY + 1; i++) {
            visit(one, i);
        }
        var model = new ModelKey("00D09E", "Router", "").text();
        var newest = REDIS.primary().command("HGET", "acs:{shared}:families", model);
        assertThat(schemas()).as("one without a dictionary and one with").hasSize(2);

        // If it has heard of the schema without a dictionary only, its trees go without until it has heard more.
        int[] visits = {0};
        Await.within(HEARS_WITHIN, "a tree of the other node with the dictionary", () -> {
            visit(other, 5000 + visits[0]++);
            return trees(newest) == 3;
        });

        assertThat(REDIS.primary().command("HGET", "acs:{shared}:families", model))
                .isEqualTo(newest);
        assertThat(schemas()).hasSize(2);
        var first = anArrival().of("00D09E", "p1").build().device();
        assertThat(answer(other.store().tree(first))).isEqualTo(tree(1));
    }

    @Test
    void schemasThatBothNodesMakeAtOnceBecomeOneThatCoversBoth() {
        var arrivals = IntStream.range(0, 40)
                .mapToObj(i -> one.opened(anArrival().of("00D09E", "p" + i)))
                .toList();
        Flux.range(0, 40)
                .flatMap(
                        i -> (i % 2 == 0 ? one : other)
                                .store()
                                .sessions()
                                .commit(commit(arrivals.get(i), 0, null, treeOf("Device.P" + i))),
                        4)
                .blockLast();
        visit(one, 100);
        for (int i = 0; i < 40; i++) {
            assertThat(answer(one.store().tree(arrivals.get(i).device())).get("Device.P" + i))
                    .isNotNull();
        }

        // A node that has yet to hear of the newest makes one more.
        Await.within(HEARS_WITHIN, "all trees written anew, and none made for them", () -> {
            int before = schemas().size();
            for (int i = 0; i < 40; i++) {
                var again = other.opened(anArrival().of("00D09E", "p" + i));
                other.commit(commit(again, 0, null, treeOf("Device.P" + i)));
            }
            return schemas().size() == before;
        });
    }

    @Test
    void arrivalsAtBothNodesAtOnceLeaveOneSession() {
        for (int round = 0; round < 20; round++) {
            Flux.range(0, 20)
                    .flatMap(i -> (i % 2 == 0 ? one : other)
                            .store()
                            .sessions()
                            .open(anArrival().calling("192.0.2." + i % 3).build()))
                    .blockLast();

            assertThat(one.counters()).isEqualTo(new Store.Counters(1, 1, 0, 0, 1));
        }
        answer(one.store().devices().delete(DEVICE, write()));
        assertThat(one.counters()).isEqualTo(new Store.Counters(0, 0, 0, 0, 0));
    }

    @Test
    void operatorsAndSessionsAtBothNodesOverwriteNothingOfOneAnother() {
        one.opened(anArrival());

        Flux.range(0, 100)
                .flatMap(
                        i -> {
                            var node = i % 2 == 0 ? one : other;
                            return i % 4 < 2
                                    ? node.store()
                                            .devices()
                                            .change(DEVICE, List.of(new DeviceStore.Change.Tag("tag" + i)), write())
                                    : node.store()
                                            .sessions()
                                            .open(anArrival()
                                                    .at(T0.plusSeconds(i))
                                                    .build());
                        },
                        8)
                .blockLast();

        var device = answer(other.store().devices().find(DEVICE));
        assertThat(device.registration().tags()).hasSize(50);
        assertThat(Objects.requireNonNull(device.head()).visits()).hasSize(32);
        assertThat(other.events(DEVICE)).hasSize(51);
    }

    @Test
    void bothNodesThatExpireAPartitionEndASessionOnce() {
        one.opened(anArrival());

        var ended = Flux.merge(
                        one.store().sessions().expire(Partitions.of(DEVICE), T0.plusSeconds(60)),
                        other.store().sessions().expire(Partitions.of(DEVICE), T0.plusSeconds(60)))
                .collectList()
                .block();

        assertThat(ended).containsExactlyInAnyOrder(0, 1);
        assertThat(one.counters().sessionsOpen()).isZero();
    }
}

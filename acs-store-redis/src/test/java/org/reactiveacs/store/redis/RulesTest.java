package org.reactiveacs.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.store.Arrivals.T0;
import static org.reactiveacs.store.Arrivals.anArrival;
import static org.reactiveacs.store.redis.StoreUser.DEVICE;
import static org.reactiveacs.store.redis.StoreUser.commit;
import static org.reactiveacs.store.redis.StoreUser.reboot;
import static org.reactiveacs.store.redis.StoreUser.rebooting;
import static org.reactiveacs.store.redis.StoreUser.session;
import static org.reactiveacs.store.redis.StoreUser.tasks;
import static org.reactiveacs.store.redis.StoreUser.write;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.device.Visit;
import org.reactiveacs.store.Arrivals;
import org.reactiveacs.store.Commit;
import org.reactiveacs.store.Committed;
import org.reactiveacs.store.DeviceStore;
import org.reactiveacs.store.TaskStore;
import org.reactiveacs.store.redis.server.RedisServers;
import org.reactiveacs.store.redis.server.StandaloneRedis;
import org.reactiveacs.task.Outcome;
import org.reactiveacs.task.Schedule;
import org.reactiveacs.task.Task;
import org.reactiveacs.task.TaskSpec;
import org.reactiveacs.task.TaskStatus;

/** What the scripts must see to beyond what every store must. */
class RulesTest {

    @RegisterExtension
    static final StandaloneRedis REDIS = RedisServers.standalone();

    @RegisterExtension
    final RedisNodes nodes = new RedisNodes();

    @SuppressWarnings("NullAway.Init")
    private StoreUser store;

    @BeforeEach
    void join() {
        REDIS.flush();
        store = nodes.join(REDIS.url());
    }

    private static final String STEM = Keys.stem(Partitions.of(DEVICE));

    @Test
    void aSessionEndsAlthoughItPutsOneOfItsTasksBack() {
        var arrival = store.opened(anArrival());
        store.add(reboot("T1"));
        store.add(reboot("T2"));

        var ended = store.commit(commit(
                arrival, 0, null, tasks(reboot("T1").tried(), reboot("T2").ended(TaskStatus.DONE, Outcome.NONE, T0))));

        assertThat(ended).isInstanceOf(Committed.Done.class);
        assertThat(store.counters().sessionsOpen()).isZero();
    }

    @Test
    void anEndThatLeadOnTwiceIsRepeatedAsAnEnd() {
        var arrival = store.opened(anArrival());
        store.add(StoreUser.task(DEVICE, "T1", new TaskSpec.Reboot(), new Schedule(null, T0.plusSeconds(1), null)));
        // By then it has expired, which the script cannot see.
        var end = new Commit("end", Arrivals.subject(arrival, 0), T0.plusSeconds(1), null, Commit.Changes.NONE, false);
        assertThat(store.commit(end)).isInstanceOf(Committed.Done.class);

        assertThat(store.commit(end)).isInstanceOf(Committed.Done.class);
    }

    @Test
    void tagsStayInTheIndexOfADeviceWhoseSerialNumberContainsThem() {
        var device = store.opened(anArrival().of("00D09E", "Xtvip")).device();
        store.change(device, new DeviceStore.Change.Tag("vip"));
        var last = anArrival().of("00D09E", "Xtvip").build();
        var opened = store.open(last);
        var changes =
                new Commit.Changes(Objects.requireNonNull(opened.device()), null, List.of(), Set.of(), null, List.of());
        store.commit(commit(last, 0, session(device, "a"), changes));
        store.commit(commit(last, 1, session(device, "b"), changes));

        var keys = Keys.of(device);
        assertThat(REDIS.primary().command("HGET", Shared.text(keys.device(device)), "m"))
                .isEqualTo("d\nsXtvip\nv\nk00D09E\u0002Router\u0002\ntvip\n");
        assertThat(REDIS.primary().command("ZSCORE", Shared.text(keys.index()), "tvip\0" + Keys.name(device)))
                .isEqualTo("0");
    }

    @Test
    void anOpenThatIsRepeatedAfterAnotherFencesTheOtherNot() {
        var lost = anArrival().calling("192.0.2.1").build();
        store.open(lost);
        var next = anArrival().calling("192.0.2.2").at(T0.plusSeconds(1)).build();
        store.open(next);

        store.open(lost);

        assertThat(store.commit(commit(lost, 0, session("late"), Commit.Changes.NONE)))
                .isEqualTo(new Committed.Stale());
        assertThat(store.commit(commit(next, 0, session("goes on"), Commit.Changes.NONE)))
                .isEqualTo(new Committed.Done(1));
        var head = Objects.requireNonNull(
                StoreUser.answer(store.store().devices().find(DEVICE)).head());
        assertThat(head.visits()).extracting(Visit::end).containsExactly(Visit.End.UNDER_WAY, Visit.End.SUPERSEDED);
    }

    @Test
    void onlyTheNewestEndedTasksAreKeptHoweverTheyEnded() {
        store.opened(anArrival());

        for (int i = 100; i < 205; i++) {
            store.add(reboot("T" + i));
            store.cancel("T" + i);
        }

        assertThat(store.tasks(DEVICE)).hasSize(100);
        assertThat(store.tasks(DEVICE).get(0).id()).isEqualTo("T105");
    }

    @Test
    void aTaskAddedTwiceCountsOnce() {
        store.opened(anArrival());

        store.add(reboot("T1"));
        store.add(reboot("T1"));

        assertThat(store.tasks(DEVICE)).hasSize(1);
        assertThat(store.counters().tasksOpen()).isEqualTo(1);
    }

    @Test
    void theRepeatOfAnOrderWhoseDeviceIsGoneSaysSo() {
        store.opened(anArrival());
        var key = new TaskStore.Idempotency("key", "digest");
        StoreUser.answer(store.store().tasks().add(reboot("T1"), key, write()));
        var repeat = write();
        StoreUser.answer(store.store().tasks().add(reboot("T2"), key, repeat));
        StoreUser.answer(store.store().devices().delete(DEVICE, write()));

        assertThat(StoreUser.answer(store.store().tasks().add(reboot("T2"), key, repeat)))
                .isEqualTo(new TaskStore.Added.NoDevice());
    }

    @Test
    void whatASessionDidToTheIndexIsJudgedAtTheNextArrival() {
        var told = "Device.DeviceInfo.SoftwareVersion";
        var arrival = anArrival().reporting(told, "1").build();
        var opened = store.open(arrival);
        var upgraded = Objects.requireNonNull(opened.device())
                .withReported(Map.of(told, Parameter.of(told, "2", ParameterType.STRING, T0)));
        store.commit(
                commit(arrival, 0, null, new Commit.Changes(upgraded, null, List.of(), Set.of(), null, List.of())));

        store.opened(anArrival().reporting(told, "1").at(T0.plusSeconds(1)));

        assertThat(REDIS.primary().command("ZSCORE", STEM + "index", "v1\0" + Keys.name(DEVICE)))
                .isEqualTo("0");
        assertThat(REDIS.primary().command("ZSCORE", STEM + "index", "v2\0" + Keys.name(DEVICE)))
                .isNull();
    }

    @Test
    void aTaskThatRanOutOfTimeIsLeftToASessionThatHasIt() {
        store.opened(anArrival());
        store.add(reboot("T1"));
        var arrival = store.opened(anArrival().at(T0.plusSeconds(1)));
        store.commit(commit(arrival, 0, session("asks"), tasks(rebooting(reboot("T1"), T0))));

        store.expire(Partitions.of(DEVICE), T0.plusSeconds(30));

        assertThat(store.task("T1").status()).isEqualTo(TaskStatus.RUNNING);
    }

    @Test
    void aTaskThatCannotBeReadHoldsUpNoOthers() {
        var arrival = store.opened(anArrival());
        store.add(StoreUser.task(DEVICE, "T1", new TaskSpec.Reboot(), new Schedule(null, T0.plusSeconds(1), null)));
        store.commit(commit(arrival, 0, session("waits"), Commit.Changes.NONE));
        REDIS.primary().command("HSET", Shared.text(Keys.of(DEVICE).tasks(DEVICE)), "T1", "Q0000000000000 broken");

        int ended = store.expire(Partitions.of(DEVICE), T0.plusSeconds(60));

        assertThat(ended).isEqualTo(1);
    }

    @Test
    void aTaskWhoseDeviceOpensASessionMeanwhileDoesNotRunOutOfTime() {
        store.opened(anArrival());
        var link = nodes.link(org.reactiveacs.store.redis.link.RedisSettings.of(REDIS.url()));
        store.add(reboot("T1"));
        var keys = Keys.of(DEVICE);
        var record = Objects.requireNonNull(link.ask(commands -> commands.hget(keys.tasks(DEVICE), Shared.bytes("T1")))
                .block());
        var args = new Args()
                .add(Keys.name(DEVICE))
                .add("T1")
                .add(record)
                .add("E")
                .add("E over")
                .add("")
                .add(T0)
                .add(keys.partition())
                .add("")
                .add(1);

        var done = StoreUser.answer(link.run(
                Scripts.REPLACE,
                List.of(
                        keys.tasks(DEVICE),
                        keys.ended(DEVICE),
                        keys.due(),
                        keys.counts(),
                        keys.audit(),
                        keys.device(DEVICE)),
                args.list()));

        assertThat(done).isEqualTo(0L);
        assertThat(store.task("T1").status()).isEqualTo(TaskStatus.QUEUED);
    }

    @Test
    void whatIsNoTaskInTheDueSetIsDroppedAndHoldsUpNone() {
        var due = Shared.text(Keys.of(DEVICE).due());
        REDIS.primary().command("ZADD", due, "1", "Stoken\n" + Keys.name(DEVICE));

        assertThat(store.expire(Keys.of(DEVICE).partition(), T0)).isZero();

        assertThat(REDIS.primary().command("ZCARD", due)).isEqualTo(0L);
    }

    @Test
    void aSchemaThatBecameAModelsNewestAgainIsNotDropped() {
        var arrival = store.opened(anArrival());
        var tree = ParameterTree.of(List.of(Parameter.of("Device.A", "a", ParameterType.STRING, T0)));
        store.commit(commit(arrival, 0, null, new Commit.Changes(null, tree, List.of(), Set.of(), null, List.of())));
        StoreUser.answer(store.store().devices().delete(DEVICE, write()));
        assertThat(StoreUser.answer(store.store().collectSchemas())).isZero();
        var schema =
                ((List<?>) Objects.requireNonNull(REDIS.primary().command("HKEYS", "acs:{shared}:schemas"))).get(0);

        // Another node has packed a tree, and is about to write it.
        REDIS.primary().command("HSET", "acs:{shared}:families", "model", (String) schema);

        assertThat(StoreUser.answer(store.store().collectSchemas())).isZero();
        assertThat(REDIS.primary().command("HKEYS", "acs:{shared}:schemas")).isEqualTo(List.of(schema));
    }

    @Test
    void allTasksOfADeviceAreReadAtOneMoment() {
        store.opened(anArrival());
        store.add(reboot("T1"));
        store.add(reboot("T2"));
        store.cancel("T2");
        store.tasks(DEVICE);
        REDIS.primary().command("CONFIG", "RESETSTAT");

        var tasks = store.tasks(DEVICE);

        assertThat(tasks).extracting(Task::id).containsExactly("T1", "T2");
        assertThat(REDIS.primary().calls("evalsha")).isEqualTo(1);
    }
}

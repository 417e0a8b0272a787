package org.reactiveacs.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.store.Arrivals.T0;
import static org.reactiveacs.store.Arrivals.anArrival;
import static org.reactiveacs.store.redis.StoreUser.DEVICE;
import static org.reactiveacs.store.redis.StoreUser.answer;
import static org.reactiveacs.store.redis.StoreUser.commit;
import static org.reactiveacs.store.redis.StoreUser.event;
import static org.reactiveacs.store.redis.StoreUser.reboot;
import static org.reactiveacs.store.redis.StoreUser.session;
import static org.reactiveacs.store.redis.StoreUser.write;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.store.Commit;
import org.reactiveacs.store.Committed;
import org.reactiveacs.store.DeviceStore;
import org.reactiveacs.store.SilenceRules;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.TaskStore;
import org.reactiveacs.store.Verdict;
import org.reactiveacs.store.redis.link.Relay;
import org.reactiveacs.store.redis.server.RedisServers;
import org.reactiveacs.store.redis.server.StandaloneRedis;
import org.reactiveacs.task.Task;
import org.reactiveacs.task.TaskStatus;

/** Redis has done what it was asked, and the connection is cut before the answer: each call's repeat does nothing twice. */
class LostAnswersTest {

    @RegisterExtension
    static final StandaloneRedis REDIS = RedisServers.standalone();

    @RegisterExtension
    final RedisNodes nodes = new RedisNodes();

    @SuppressWarnings("NullAway.Init")
    private Relay relay;

    @SuppressWarnings("NullAway.Init")
    private StoreUser store;

    @BeforeEach
    void join() throws Exception {
        REDIS.flush();
        relay = new Relay(REDIS.primary().port());
        store = nodes.join(relay.url());
        warmUp();
    }

    /** Redis knows every script afterwards, so that a script runs once for one EVALSHA. */
    private void warmUp() {
        var arrival = anArrival().of("FFFFFF", "warm").build();
        store.open(arrival);
        store.open(anArrival().of("FFFFFF", "warm").build());
        var device = arrival.device();
        store.commit(commit(arrival, 0, null, Commit.Changes.NONE));
        store.change(device, new DeviceStore.Change.Tag("t"));
        answer(store.store()
                .tasks()
                .add(
                        StoreUser.task(
                                device,
                                "W",
                                new org.reactiveacs.task.TaskSpec.Reboot(),
                                org.reactiveacs.task.Schedule.AT_ONCE),
                        null,
                        write()));
        answer(store.store().tasks().cancel(device, "W", write()));
        answer(store.store().devices().delete(device, write()));
    }

    @AfterEach
    void closeRelay() throws Exception {
        relay.close();
    }

    /** The answer to a call whose first answer is lost, after so many runs of scripts in all. */
    private <T> T losing(String script, Supplier<T> call) {
        REDIS.primary().command("CONFIG", "RESETSTAT");
        relay.loseAnswers(1);
        var answer = call.get();
        assertThat(REDIS.primary().calls("evalsha")).as("runs of " + script).isGreaterThanOrEqualTo(2);
        return answer;
    }

    private List<DomainEvent.Type> events() {
        return store.events(DEVICE);
    }

    private Store.Counters counters() {
        return store.counters();
    }

    @Test
    void anArrivalIsOneVisit() {
        store.commit(commit(store.opened(anArrival()), 0, null, Commit.Changes.NONE));
        var arrival = anArrival().with("1 BOOT").at(T0.plusSeconds(1)).build();

        var opened = losing("open.lua", () -> store.open(arrival));

        assertThat(opened.verdict()).isEqualTo(new Verdict.Admitted());
        assertThat(opened.superseded()).isFalse();
        assertThat(Objects.requireNonNull(opened.device()).visits()).hasSize(2);
        assertThat(events()).containsExactly(DomainEvent.Type.FIRST_CONTACT, DomainEvent.Type.BOOT);
        assertThat(counters()).isEqualTo(new Store.Counters(1, 1, 0, 0, 1));
    }

    @Test
    void anArrivalThatSupersedesSaysSoAgain() {
        var first = store.opened(anArrival());

        var opened = losing("open.lua", () -> store.open(anArrival().build()));

        assertThat(opened.cutOff()).isEqualTo(first.session().token());
        assertThat(Objects.requireNonNull(opened.device()).visits()).hasSize(2);
        assertThat(counters().sessionsOpen()).isEqualTo(1);
    }

    @Test
    void anArrivalWithANonceIsNoReplayOfItself() {
        store.opened(anArrival().withNonce(1000, 1));

        var opened = losing(
                "open.lua", () -> store.open(anArrival().withNonce(1000, 2).build()));

        assertThat(opened.verdict()).isEqualTo(new Verdict.Admitted());
    }

    @Test
    void aFirstContactThatIsJudgedTwiceIsOneDevice() {
        var opened = losing("open.lua", () -> store.open(anArrival().build()));

        assertThat(opened.verdict()).isEqualTo(new Verdict.Admitted());
        assertThat(opened.before()).isNull();
        assertThat(events()).containsExactly(DomainEvent.Type.FIRST_CONTACT);
        assertThat(counters()).isEqualTo(new Store.Counters(1, 1, 0, 0, 1));
    }

    @Test
    void whatWasJudgedIsWrittenOnce() {
        var arrival = anArrival().build();
        var judging = store.store().sessions().open(arrival);

        // The first run asks for a judgement and changes nothing; the second writes it.
        REDIS.primary().command("CONFIG", "RESETSTAT");
        relay.loseAnswersAfter(1, 1);
        var opened = answer(judging);

        assertThat(REDIS.primary().calls("evalsha")).isEqualTo(3);
        assertThat(opened.before()).isNull();
        assertThat(Objects.requireNonNull(opened.device()).visits()).hasSize(1);
        assertThat(events()).containsExactly(DomainEvent.Type.FIRST_CONTACT);
        assertThat(counters()).isEqualTo(new Store.Counters(1, 1, 0, 0, 1));
    }

    @Test
    void aCommitThatGoesOnStandsOnce() {
        var arrival = store.opened(anArrival());

        var committed = losing("commit.lua", () -> store.commit(commit(arrival, 0, session("one"), event(DEVICE))));

        assertThat(committed).isEqualTo(new Committed.Done(1));
        assertThat(events()).containsOnlyOnce(DomainEvent.Type.FAULT);
        assertThat(answer(store.store().sessions().resume(arrival.session(), T0))
                        .version())
                .isEqualTo(1);
    }

    @Test
    void aCommitThatEndsStandsOnce() {
        var arrival = store.opened(anArrival());

        var committed = losing("commit.lua", () -> store.commit(commit(arrival, 0, null, event(DEVICE))));

        assertThat(committed).isEqualTo(new Committed.Done(1));
        assertThat(events()).containsOnlyOnce(DomainEvent.Type.FAULT);
        assertThat(counters().sessionsOpen()).isZero();
    }

    @Test
    void aCommitThatIsLedOnStandsOnceAndGivesTheTasksAgain() {
        var arrival = store.opened(anArrival());
        store.add(reboot("T1"));

        var committed = losing("commit.lua", () -> store.commit(commit(arrival, 0, null, event(DEVICE))));

        assertThat(committed).isEqualTo(new Committed.Onward(1, List.of(reboot("T1"))));
        assertThat(events()).containsOnlyOnce(DomainEvent.Type.FAULT);
        assertThat(counters().sessionsOpen()).isEqualTo(1);
    }

    @Test
    void aTaskIsAddedOnce() {
        store.opened(anArrival());

        var added = losing("add.lua", () -> store.add(reboot("T1")));

        assertThat(added).isEqualTo(new TaskStore.Added.Created(reboot("T1")));
        assertThat(counters().tasksOpen()).isEqualTo(1);
        assertThat(events()).containsOnlyOnce(DomainEvent.Type.TASK_CREATED);
        assertThat(answer(store.store().audit(0, 10)))
                .filteredOn(entry -> DEVICE.equals(entry.device()))
                .hasSize(1);
    }

    @Test
    void aTaskWithAClientsKeyIsAddedOnceAndNotCalledARepeat() {
        store.opened(anArrival());
        var key = new TaskStore.Idempotency("key", "digest");

        var added = losing("add.lua", () -> answer(store.store().tasks().add(reboot("T1"), key, write())));

        assertThat(added).isEqualTo(new TaskStore.Added.Created(reboot("T1")));
    }

    @Test
    void aTaskIsTakenBackOnce() {
        store.opened(anArrival());
        store.add(reboot("T1"));

        var cancelled = losing("replace.lua", () -> store.cancel("T1"));

        assertThat(cancelled.status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(counters().tasksOpen()).isZero();
        assertThat(answer(store.store().audit(0, 10)))
                .filteredOn(entry -> DEVICE.equals(entry.device()))
                .extracting(Store.AuditEntry::what)
                .containsExactly("task created", "task cancelled");
        assertThat(events()).containsOnlyOnce(DomainEvent.Type.TASK_ENDED);
    }

    @Test
    void aDeviceIsChangedOnce() {
        losing("change.lua", () -> {
            store.change(DEVICE, new DeviceStore.Change.Register(), new DeviceStore.Change.Tag("vip"));
            return DEVICE;
        });

        assertThat(events()).containsExactly(DomainEvent.Type.DEVICE_REGISTERED);
        assertThat(counters()).isEqualTo(new Store.Counters(1, 0, 0, 0, 0));
        assertThat(answer(store.store().audit(0, 10)))
                .filteredOn(entry -> DEVICE.equals(entry.device()))
                .hasSize(1);
    }

    @Test
    void aDeviceIsDeletedOnceAndTheRepeatSaysThatItWasThere() {
        store.opened(anArrival());
        Task task = reboot("T1");
        store.add(task);

        boolean there =
                losing("forget.lua", () -> answer(store.store().devices().delete(DEVICE, write())));

        assertThat(there).isTrue();
        assertThat(counters()).isEqualTo(new Store.Counters(0, 0, 0, 0, 0));
        assertThat(events()).containsOnlyOnce(DomainEvent.Type.DEVICE_DELETED);
    }

    @Test
    void aDeviceFallsSilentOnceAndReturnsOnce() {
        store.commit(commit(store.opened(anArrival()), 0, null, Commit.Changes.NONE));
        store.commit(commit(store.opened(anArrival().of("FFFFFF", "warm")), 0, null, Commit.Changes.NONE));
        lookAt(DeviceId.of("FFFFFF-warm"));
        answer(store.store().devices().delete(DeviceId.of("FFFFFF-warm"), write()));
        var back = anArrival().at(T0.plusSeconds(400_000)).build();

        // A look reads the head, then the tree too, and then marks.
        relay.loseAnswersAfter(2, 1);
        lookAt(DEVICE);
        assertThat(counters().devicesSilent()).isEqualTo(1);
        // The Inform is not plain, and then that of a silent device.
        relay.loseAnswersAfter(2, 1);
        store.open(back);

        assertThat(counters().devicesSilent()).isZero();
        assertThat(events())
                .containsExactly(
                        DomainEvent.Type.FIRST_CONTACT,
                        DomainEvent.Type.DEVICE_SILENT,
                        DomainEvent.Type.DEVICE_RETURNED);
    }

    private void lookAt(DeviceId device) {
        var late = T0.plusSeconds(300_000);
        answer(store.store().sessions().silence(Partitions.of(device), late, SilenceRules.DEFAULT));
    }

    @Test
    void aSessionTimesOutOnce() {
        var arrival = store.opened(anArrival());

        losing("timeout.lua", () -> store.expire(arrival.session().partition(), T0.plusSeconds(60)));

        assertThat(counters().sessionsOpen()).isZero();
        assertThat(store.commit(commit(arrival, 0, session("late"), Commit.Changes.NONE)))
                .isEqualTo(new Committed.Stale());
    }
}

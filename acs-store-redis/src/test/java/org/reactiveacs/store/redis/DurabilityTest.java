package org.reactiveacs.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.reactiveacs.store.Arrivals.T0;
import static org.reactiveacs.store.Arrivals.anArrival;
import static org.reactiveacs.store.redis.StoreUser.DEVICE;
import static org.reactiveacs.store.redis.StoreUser.answer;
import static org.reactiveacs.store.redis.StoreUser.reboot;
import static org.reactiveacs.store.redis.StoreUser.rebooting;
import static org.reactiveacs.store.redis.StoreUser.session;
import static org.reactiveacs.store.redis.StoreUser.tasks;
import static org.reactiveacs.store.redis.StoreUser.write;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactiveacs.store.Arrival;
import org.reactiveacs.store.Arrivals;
import org.reactiveacs.store.Commit;
import org.reactiveacs.store.Committed;
import org.reactiveacs.store.DeviceStore;
import org.reactiveacs.store.StoreException;
import org.reactiveacs.store.TaskStore;
import org.reactiveacs.store.redis.link.RedisSettings;
import org.reactiveacs.store.redis.server.Await;
import org.reactiveacs.store.redis.server.RedisServers;
import org.reactiveacs.store.redis.server.StandaloneRedis;
import org.reactiveacs.task.Outcome;
import org.reactiveacs.task.TaskStatus;

/** What is told only once a replica has it. */
class DurabilityTest {

    /** A WAIT takes half of it, so that no busy machine passes for a replica that stands still. */
    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(2);

    @RegisterExtension
    static final StandaloneRedis REDIS = RedisServers.standalone().withReplicas(1);

    @RegisterExtension
    final RedisNodes nodes = new RedisNodes();

    @SuppressWarnings("NullAway.Init")
    private StoreUser store;

    @SuppressWarnings("NullAway.Init")
    private Arrival arrival;

    @BeforeEach
    void join() {
        REDIS.flush();
        store = nodes.join(new RedisSettings(REDIS.url(), RedisSettings.Access.NONE, 1, COMMAND_TIMEOUT));
        arrival = store.opened(anArrival());
        store.add(reboot("T1"));
    }

    @AfterEach
    void thaw() {
        REDIS.replicas().get(0).freeze(false);
    }

    private void freeze() {
        REDIS.replicas().get(0).freeze(true);
    }

    private static void assertNotDurable(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("not known to be on its replicas");
    }

    /** The same call fails while the replica stands still, and gives its result when it goes on. */
    private <T> T failsUntilTheReplicaGoesOn(Callable<T> call) throws Exception {
        freeze();
        assertNotDurable(call::call);
        assertNotDurable(call::call);
        thaw();
        Await.until("the replica to have caught up", DurabilityTest::hasCaughtUp);
        return call.call();
    }

    /** Whether the replica has acknowledged all that the primary has written. */
    private static boolean hasCaughtUp() {
        var offsets = Pattern.compile("slave0:.*,offset=(\\d+),(?s:.*)\\nmaster_repl_offset:(\\d+)")
                .matcher(String.valueOf(REDIS.primary().command("INFO", "replication")));
        return offsets.find() && offsets.group(1).equals(offsets.group(2));
    }

    private static Commit durable(Arrival of, Commit.Changes changes, boolean durable) {
        return new Commit("same", Arrivals.subject(of, 0), T0, session("next"), changes, durable);
    }

    @Test
    void aTaskIsAcknowledgedOnceTheReplicaHasIt() throws Exception {
        var write = write();

        var added = failsUntilTheReplicaGoesOn(() -> store.add(reboot("T2"), write));

        assertThat(added).isEqualTo(new TaskStore.Added.Created(reboot("T2")));
        assertThat(REDIS.replicas()
                        .get(0)
                        .command("HEXISTS", Shared.text(Keys.of(DEVICE).tasks(DEVICE)), "T2"))
                .isEqualTo(1L);
    }

    @Test
    void aCommitBeforeARequestThatMustNotBeRepeatedIsDurable() throws Exception {
        var commit = durable(arrival, tasks(rebooting(reboot("T1"), T0)), true);

        assertThat(failsUntilTheReplicaGoesOn(() -> store.commit(commit))).isEqualTo(new Committed.Done(1));
    }

    @Test
    void aCommitThatEndsATaskIsDurable() throws Exception {
        var commit = durable(arrival, tasks(reboot("T1").ended(TaskStatus.DONE, Outcome.NONE, T0)), false);

        assertThat(failsUntilTheReplicaGoesOn(() -> store.commit(commit))).isEqualTo(new Committed.Done(1));
    }

    @Test
    void anyOtherCommitAndAnArrivalWaitForNoReplica() {
        freeze();

        assertThat(store.commit(durable(arrival, Commit.Changes.NONE, false))).isEqualTo(new Committed.Done(1));
        assertThat(store.open(anArrival().build()).superseded()).isTrue();
    }

    @Test
    void aTaskTakenBackIsSaidToBeOnceTheReplicaKnowsIt() throws Exception {
        var write = write();

        var cancelled =
                failsUntilTheReplicaGoesOn(() -> answer(store.store().tasks().cancel(DEVICE, "T1", write)));

        assertThat(cancelled.status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(store.counters().tasksOpen()).isZero();
    }

    @Test
    void aChangeOfADeviceIsDurable() throws Exception {
        var write = write();

        var changed = failsUntilTheReplicaGoesOn(() ->
                answer(store.store().devices().change(DEVICE, List.of(new DeviceStore.Change.Tag("vip")), write)));

        assertThat(changed.registration().tags()).containsExactly("vip");
    }

    @Test
    void aDeletionIsDurable() throws Exception {
        var write = write();

        boolean there =
                failsUntilTheReplicaGoesOn(() -> answer(store.store().devices().delete(DEVICE, write)));

        assertThat(there).isTrue();
        assertThat(Objects.requireNonNull(REDIS.replicas()
                        .get(0)
                        .command("EXISTS", Shared.text(Keys.of(DEVICE).device(DEVICE)))))
                .isEqualTo(0L);
    }
}

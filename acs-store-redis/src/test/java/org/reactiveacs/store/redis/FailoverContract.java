package org.reactiveacs.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.reactiveacs.store.Arrivals.anArrival;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.reactiveacs.cluster.LocalMail;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.port.Actor;
import org.reactiveacs.store.StoreException;
import org.reactiveacs.store.TaskStore;
import org.reactiveacs.store.Verdict;
import org.reactiveacs.store.Write;
import org.reactiveacs.store.redis.cluster.RedisFormats;
import org.reactiveacs.store.redis.link.RedisLink;
import org.reactiveacs.store.redis.link.RedisSettings;
import org.reactiveacs.store.redis.server.Await;
import org.reactiveacs.store.redis.server.RedisNode;
import org.reactiveacs.task.Schedule;
import org.reactiveacs.task.Task;
import org.reactiveacs.task.TaskSpec;

/**
 * What a fail-over costs: nothing that was acknowledged, when the store waits for replicas. Replication is cut before the
 * primary is killed, for on one machine a replica is never behind otherwise, and the test would prove nothing.
 */
abstract class FailoverContract {

    static final DeviceId DEVICE = DeviceId.of("00D09E-1");

    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final Duration RECOVERY = Duration.ofSeconds(15);

    /** The server that the device's writes go to now. */
    abstract RedisNode primary();

    /** Its replica. */
    abstract RedisNode replica();

    abstract String url();

    private record Opened(RedisLink link, RedisStore store) implements AutoCloseable {
        @Override
        public void close() {
            store.close();
            link.close();
        }
    }

    private Opened open(int replicas) {
        var link = RedisLink.open(new RedisSettings(url(), RedisSettings.Access.NONE, replicas, Duration.ofSeconds(2)));
        return new Opened(
                link,
                RedisStore.open(
                        link,
                        new RedisStore.Settings(
                                IdentityScheme.OUI_SERIAL,
                                RedisContract.KEYS,
                                new TestSessionCodec(),
                                RedisFormats.open(link, "acs")),
                        new LocalMail()));
    }

    private static TaskStore.Added add(RedisStore store, String id) {
        var order = new Task.Order(Instant.EPOCH, "tester", Schedule.AT_ONCE);
        var write = new Write("failover-" + NUMBERS.incrementAndGet(), Actor.operator("tester"), Instant.EPOCH);
        return Objects.requireNonNull(store.tasks()
                .add(Task.queued(id, DEVICE, new TaskSpec.Reboot(), order), null, write)
                .block());
    }

    private static boolean takesSessions(RedisStore store) {
        try {
            var opened = Objects.requireNonNull(
                    store.sessions().open(anArrival().build()).block());
            return opened.verdict() instanceof Verdict.Admitted;
        } catch (StoreException e) {
            return false;
        }
    }

    /** The primary dies after it took what its replica never got. */
    private void dieWith(Runnable lastWrites) {
        var primary = primary();
        var replica = replica();
        replica.freeze(true);
        primary.command("CLIENT", "KILL", "TYPE", "replica");
        lastWrites.run();
        primary.kill();
        replica.freeze(false);
    }

    @Test
    void withoutWaitingForReplicasAnAcknowledgedTaskMayBeLost() {
        try (var opened = open(0)) {
            assertThat(takesSessions(opened.store())).isTrue();
            var old = primary();

            dieWith(() -> assertThat(add(opened.store(), "LOST")).isInstanceOf(TaskStore.Added.Created.class));

            Await.within(RECOVERY, "sessions again", () -> takesSessions(opened.store()));
            assertThat(opened.store().tasks().get(DEVICE, "LOST").block()).isNull();
            old.restart();
            Await.within(RECOVERY, "a replica", this::isReplicated);
        }
    }

    @Test
    void whoWaitsForReplicasAcknowledgesNothingThatAFailOverCanLose() {
        try (var opened = open(1)) {
            assertThat(takesSessions(opened.store())).isTrue();
            var acknowledged = new ArrayList<String>();
            for (int i = 0; i < 20; i++) {
                add(opened.store(), "KEPT" + i);
                acknowledged.add("KEPT" + i);
            }
            var old = primary();

            dieWith(() -> assertThatThrownBy(() -> add(opened.store(), "REFUSED"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("not known to be on its replicas"));

            Await.within(RECOVERY, "sessions again", () -> takesSessions(opened.store()));
            assertThat(opened.store().tasks().list(DEVICE).block())
                    .extracting(Task::id)
                    .containsAll(acknowledged);
            old.restart();
            Await.within(RECOVERY, "durable writes again", () -> addsDurably(opened.store()));
            Await.within(RECOVERY, "a replica", this::isReplicated);
        }
    }

    private static boolean addsDurably(RedisStore store) {
        try {
            add(store, "AFTER" + NUMBERS.incrementAndGet());
            return true;
        } catch (StoreException e) {
            return false;
        }
    }

    private boolean isReplicated() {
        try {
            return primary().info("replication", "slave0").contains("state=online");
        } catch (RuntimeException e) {
            return false;
        }
    }
}

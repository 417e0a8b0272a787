package org.reactiveacs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.store.Arrivals.T0;
import static org.reactiveacs.store.Arrivals.anArrival;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.task.Schedule;
import org.reactiveacs.task.Sent;
import org.reactiveacs.task.TaskSpec;
import org.reactiveacs.task.TaskStatus;

/** What every store must do about tasks: the part of {@link StoreContract} that tells of them. */
public abstract class TaskContract extends StandingContract {

    @Test
    void aTaskIsThereFromItsAcknowledgementOn() {
        open(anArrival());

        assertThat(add(reboot("T1"))).isInstanceOf(TaskStore.Added.Created.class);

        assertThat(stored("T1")).isEqualTo(reboot("T1"));
        assertThat(store().tasks().list(DEVICE).block()).containsExactly(reboot("T1"));
        assertThat(open(anArrival()).tasks()).containsExactly(reboot("T1"));
    }

    @Test
    void everyKindOfTaskComesBackAsItWasOrdered() {
        open(anArrival());
        var examples = TaskSpecs.examples();
        for (int i = 0; i < examples.size(); i++) {
            var task = task("T" + i, examples.get(i), Schedule.AT_ONCE);

            add(task);

            assertThat(stored(task.id())).isEqualTo(task);
        }
    }

    @Test
    void aTaskForADeviceNobodyKnowsIsRefused() {
        assertThat(add(reboot("T1"))).isEqualTo(new TaskStore.Added.NoDevice());
    }

    @Test
    void aTaskIsDueInItsTimeAndNotBefore() {
        open(anArrival());
        add(task("T1", new TaskSpec.Reboot(), new Schedule(T0.plusSeconds(10), T0.plusSeconds(20), null)));

        assertThat(open(anArrival().at(T0.plusSeconds(9))).tasks()).isEmpty();
        assertThat(open(anArrival().at(T0.plusSeconds(10))).tasks()).hasSize(1);
    }

    @Test
    void aTaskWhoseTimeIsOverWhenItsSessionIsSupersededIsNotGivenToTheNext() {
        var arrival = anArrival().build();
        open(arrival);
        var spec = new TaskSpec.GetParameterValues(List.of("Device."));
        var task = task("T1", spec, new Schedule(null, T0.plusSeconds(10), null));
        add(task);
        var sent = new Sent("GetParameterValues", "", T0, true, 1, List.of(), false);
        commit(arrival, 0, session("asked"), tasks(task.tried().sending(sent)));

        assertThat(open(anArrival().at(T0.plusSeconds(10))).tasks()).isEmpty();
    }

    @Test
    void aTaskThatRanOutOfTimeExpires() {
        var arrival = anArrival().build();
        open(arrival);
        commit(arrival, 0, null, Commit.Changes.NONE);
        add(task("T1", new TaskSpec.Reboot(), new Schedule(null, T0.plusSeconds(20), null)));
        int partition = Partitions.of(DEVICE);

        store().sessions().expire(partition, T0.plusSeconds(19)).block();
        assertThat(stored("T1").status()).isEqualTo(TaskStatus.QUEUED);
        store().sessions().expire(partition, T0.plusSeconds(20)).block();
        assertThat(stored("T1").status()).isEqualTo(TaskStatus.EXPIRED);
    }

    @Test
    void aWaitingTaskCanBeTakenBack() {
        open(anArrival());
        add(reboot("T1"));

        var cancelled = Objects.requireNonNull(
                store().tasks().cancel(DEVICE, "T1", write()).block());

        assertThat(cancelled.status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(open(anArrival()).tasks()).isEmpty();
    }

    @Test
    void aTaskTakenBackIsNotBegun() {
        open(anArrival());
        add(reboot("T1"));
        var arrival = anArrival().build();
        open(arrival);
        store().tasks().cancel(DEVICE, "T1", write()).block();

        var begun = commit(
                arrival,
                0,
                session("asks"),
                tasks(reboot("T1").tried().sending(new Sent("Reboot", "T1", T0, false, 0, List.of(), false))));

        assertThat(begun).isEqualTo(new Committed.Withdrawn(Set.of("T1")));
        assertThat(stored("T1").status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(commit(arrival, 0, session("without"), Commit.Changes.NONE)).isEqualTo(new Committed.Done(1));
    }

    @Test
    void aTaskWhoseRequestIsOutIsNotTakenBack() {
        open(anArrival());
        add(reboot("T1"));
        var arrival = anArrival().build();
        open(arrival);
        commit(
                arrival,
                0,
                session("asks"),
                tasks(reboot("T1").tried().sending(new Sent("Reboot", "T1", T0, false, 0, List.of(), false))));

        var task = Objects.requireNonNull(
                store().tasks().cancel(DEVICE, "T1", write()).block());

        assertThat(task.status()).isEqualTo(TaskStatus.RUNNING);
    }

    @Test
    void aTaskThatIsTakenBackOrRunsOutOfTimeIsToldToHaveEnded() {
        var arrival = anArrival().build();
        open(arrival);
        commit(arrival, 0, null, Commit.Changes.NONE);
        add(task("T1", new TaskSpec.Reboot(), new Schedule(null, T0.plusSeconds(20), null)));
        add(reboot("T2"));

        store().tasks().cancel(DEVICE, "T2", write()).block();
        store().tasks().cancel(DEVICE, "T2", write()).block();
        store().sessions().expire(Partitions.of(DEVICE), T0.plusSeconds(60)).block();
        store().sessions().expire(Partitions.of(DEVICE), T0.plusSeconds(70)).block();

        var events = Objects.requireNonNull(
                store().events(Partitions.of(DEVICE), 0, 100).block());
        assertThat(events)
                .filteredOn(recorded -> recorded.event().type() == DomainEvent.Type.TASK_ENDED)
                .extracting(recorded -> recorded.event().detail())
                .containsExactly(
                        Map.of("task", "T2", "kind", "reboot", "status", "cancelled", "fault", ""),
                        Map.of("task", "T1", "kind", "reboot", "status", "expired", "fault", ""));
    }

    @Test
    void theSameKeyAndOrderGiveTheSameTask() {
        open(anArrival());
        var key = new TaskStore.Idempotency("key", "digest");

        store().tasks().add(reboot("T1"), key, write()).block();

        assertThat(store().tasks().add(reboot("T2"), key, write()).block())
                .isEqualTo(new TaskStore.Added.Repeated(reboot("T1")));
        assertThat(store().tasks()
                        .add(reboot("T3"), new TaskStore.Idempotency("key", "other"), write())
                        .block())
                .isEqualTo(new TaskStore.Added.KeyTaken());
        assertThat(store().tasks()
                        .add(reboot("T4"), key, write(T0.plus(Duration.ofHours(24))))
                        .block())
                .isInstanceOf(TaskStore.Added.Created.class);
    }

    @Test
    void aTaskWhoseIdIsThereIsNotMadeAgain() {
        open(anArrival());
        add(reboot("T1"));

        assertThat(add(reboot("T1"))).isEqualTo(new TaskStore.Added.Repeated(reboot("T1")));

        var ended = Objects.requireNonNull(
                store().tasks().cancel(DEVICE, "T1", write()).block());
        assertThat(add(reboot("T1"))).isEqualTo(new TaskStore.Added.Repeated(ended));
        assertThat(store().tasks().list(DEVICE).block()).containsExactly(ended);
        assertThat(Objects.requireNonNull(store().counters().block()).tasksOpen())
                .isZero();
    }

    @Test
    void aRepeatedWriteGivesTheRecordedResult() {
        open(anArrival());
        var write = write();

        var first = store().tasks().add(reboot("T1"), null, write).block();
        var repeat = store().tasks().add(reboot("T1"), null, write).block();

        assertThat(repeat).isEqualTo(first);
        assertThat(store().tasks().list(DEVICE).block()).hasSize(1);
        assertThat(store().audit(0, 100).block()).hasSize(1);
    }

    @Test
    void aSessionMayOrderTasksOfItsOwn() {
        var arrival = anArrival().build();
        open(arrival);
        var task = reboot("T7");
        commit(
                arrival,
                0,
                session("ordering"),
                new Commit.Changes(null, null, List.of(task), Set.of("T7"), null, List.of(), null, Set.of("T7")));

        assertThat(stored("T7")).isEqualTo(task);
        assertThat(Objects.requireNonNull(store().counters().block()).tasksOpen())
                .isEqualTo(1);
        store().tasks().cancel(DEVICE, "T7", write()).block();
        assertThat(stored("T7").status()).isEqualTo(TaskStatus.CANCELLED);
    }
}

package org.reactiveacs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.store.Arrivals.T0;
import static org.reactiveacs.store.Arrivals.anArrival;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.Visit;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.task.Outcome;
import org.reactiveacs.task.Schedule;
import org.reactiveacs.task.Sent;
import org.reactiveacs.task.Task;
import org.reactiveacs.task.TaskSpec;
import org.reactiveacs.task.TaskStatus;

/** What every store must do about sessions: the part of {@link StoreContract} that tells of them. */
public abstract class SessionContract extends HandOverContract {

    @Test
    void anInformOfAnUnknownDeviceOpensASessionAndMakesItKnown() {
        var opened = open(anArrival().with("0 BOOTSTRAP").reporting("Device.DeviceInfo.SoftwareVersion", "1.2"));

        assertThat(opened.verdict()).isEqualTo(new Verdict.Admitted());
        assertThat(opened.before()).isNull();
        assertThat(head().softwareVersion()).isEqualTo("1.2");
        assertThat(head().contact().events()).containsExactly("0 BOOTSTRAP");
        assertThat(head().visits()).hasSize(1);
        assertThat(sessionsOpen()).isEqualTo(1);
    }

    @Test
    void aSecondInformSupersedesTheSessionInProgress() {
        var first = anArrival().build();
        open(first);
        commit(first, 0, session("first"), Commit.Changes.NONE);

        var second = anArrival().at(T0.plusSeconds(5)).build();
        var opened = open(second);

        assertThat(opened.superseded()).isTrue();
        assertThat(opened.cutOff()).isEqualTo(first.session().token());
        assertThat(commit(first, 1, session("late"), Commit.Changes.NONE)).isEqualTo(new Committed.Stale());
        assertThat(store().sessions().resume(first.session(), T0).block()).isNull();
        assertThat(head().visits()).extracting(Visit::end).containsExactly(Visit.End.UNDER_WAY, Visit.End.SUPERSEDED);
        assertThat(sessionsOpen()).isEqualTo(1);
    }

    @Test
    void aStaleVersionCommitsNothing() {
        var arrival = anArrival().build();
        open(arrival);
        add(reboot("T1"));
        commit(arrival, 0, session("one"), Commit.Changes.NONE);

        var stale = commit(arrival, 0, session("two"), tasks(reboot("T1").ended(TaskStatus.DONE, Outcome.NONE, T0)));

        assertThat(stale).isEqualTo(new Committed.Stale());
        assertThat(stored("T1").status()).isEqualTo(TaskStatus.QUEUED);
        var resumed = Objects.requireNonNull(
                store().sessions().resume(arrival.session(), T0).block());
        assertThat(((TestSession) resumed.session()).text()).isEqualTo("one");
    }

    @Test
    void aSessionIsReadBackAsItWasCommittedLast() {
        var arrival = anArrival().build();
        open(arrival);

        assertThat(commit(arrival, 0, session("one"), Commit.Changes.NONE)).isEqualTo(new Committed.Done(1));
        assertThat(commit(arrival, 1, session("two"), Commit.Changes.NONE)).isEqualTo(new Committed.Done(2));

        var resumed = Objects.requireNonNull(
                store().sessions().resume(arrival.session(), T0).block());
        assertThat(resumed.version()).isEqualTo(2);
        assertThat(((TestSession) resumed.session()).text()).isEqualTo("two");
        assertThat(Objects.requireNonNull(resumed.opened().device()).id()).isEqualTo(DEVICE);
    }

    @Test
    void aRepeatedOpenGivesTheRecordedResult() {
        var arrival = anArrival().with("1 BOOT").build();

        var first = open(arrival);
        var repeat = open(arrival);

        assertThat(repeat).isEqualTo(first);
        assertThat(head().visits()).hasSize(1);
    }

    @Test
    void aRepeatedCommitGivesTheRecordedResultAndChangesNothingTwice() {
        var arrival = anArrival().build();
        open(arrival);
        var event = new DomainEvent(DomainEvent.Type.FAULT, DEVICE, T0, Map.of("code", "9002"));
        var commit = new Commit(
                "same",
                Arrivals.subject(arrival, 0),
                T0,
                session("one"),
                new Commit.Changes(null, null, List.of(), Set.of(), null, List.of(event)),
                false);

        var first = store().sessions().commit(commit).block();
        var repeat = store().sessions().commit(commit).block();

        assertThat(repeat).isEqualTo(first).isEqualTo(new Committed.Done(1));
        var faults = Objects.requireNonNull(
                        store().events(Partitions.of(DEVICE), 0, 100).block())
                .stream()
                .filter(recorded -> recorded.event().type() == DomainEvent.Type.FAULT);
        assertThat(faults).hasSize(1);
    }

    @Test
    void aSessionEndsOnlyWhenNoTaskArrivedMeanwhile() {
        var arrival = anArrival().build();
        open(arrival);
        add(reboot("T1"));

        var onward = commit(arrival, 0, null, Commit.Changes.NONE);

        assertThat(onward)
                .isInstanceOfSatisfying(
                        Committed.Onward.class,
                        more -> assertThat(more.tasks()).extracting(Task::id).containsExactly("T1"));
        var ended = commit(arrival, 1, null, new Commit.Changes(null, null, List.of(), Set.of("T1"), null, List.of()));
        assertThat(ended).isEqualTo(new Committed.Done(2));
        assertThat(sessionsOpen()).isZero();
    }

    @Test
    void aSilentSessionExpiresAndItsTaskIsSettled() {
        var arrival = anArrival().build();
        open(arrival);
        add(reboot("T1"));
        add(task("T2", new TaskSpec.GetParameterValues(List.of("Device.")), Schedule.AT_ONCE));
        var rebooting = reboot("T1").tried().sending(new Sent("Reboot", "T1", T0, false, 0, List.of(), false));
        var reading = task("T2", new TaskSpec.GetParameterValues(List.of("Device.")), Schedule.AT_ONCE)
                .tried()
                .sending(new Sent("GetParameterValues", "", T0, true, 1, List.of(), false));
        commit(arrival, 0, session("asked"), tasks(rebooting, reading));
        int partition = arrival.session().partition();

        assertThat(store().sessions().expire(partition, T0.plusSeconds(59)).block())
                .isZero();
        var ended = new ConcurrentLinkedQueue<SessionKey>();
        assertThat(store().sessions()
                        .expire(partition, T0.plusSeconds(60), ended::add)
                        .block())
                .isEqualTo(1);

        assertThat(ended).containsExactly(arrival.session());
        assertThat(stored("T1").status()).isEqualTo(TaskStatus.UNSETTLED);
        assertThat(stored("T2").status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(head().visits().get(0).end()).isEqualTo(Visit.End.TIMED_OUT);
        assertThat(commit(arrival, 1, session("late"), Commit.Changes.NONE)).isEqualTo(new Committed.Stale());
    }

    @Test
    void evidenceThatNeverComesEndsATaskAsUnknown() {
        var arrival = anArrival().build();
        open(arrival);
        add(reboot("T1"));
        commit(
                arrival,
                0,
                session("asked"),
                tasks(reboot("T1").tried().sending(new Sent("Reboot", "T1", T0, false, 0, List.of(), false))));
        int partition = arrival.session().partition();
        store().sessions().expire(partition, T0.plusSeconds(60)).block();

        store().sessions().expire(partition, T0.plus(Task.EVIDENCE_DEADLINE)).block();

        assertThat(stored("T1").status()).isEqualTo(TaskStatus.FAILED);
        assertThat(Objects.requireNonNull(stored("T1").outcome().fault()).reason())
                .isEqualTo("outcomeUnknown");
    }

    @Test
    void theNewestVisitsAreKept() {
        for (int i = 0; i < Visit.KEPT + 3; i++) {
            open(anArrival().at(T0.plusSeconds(i)));
        }

        assertThat(head().visits()).hasSize(Visit.KEPT);
        assertThat(head().visits().get(0).at()).isEqualTo(T0.plusSeconds(Visit.KEPT + 2L));
    }
}

package org.reactiveacs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.store.Arrivals.T0;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.KnownDevice;
import org.reactiveacs.device.Registration.Variable;
import org.reactiveacs.device.Succession.Retirement;
import org.reactiveacs.inventory.Replacements;
import org.reactiveacs.inventory.Subscribers;
import org.reactiveacs.store.DeviceStore.Change;
import org.reactiveacs.task.Schedule;
import org.reactiveacs.task.Task;
import org.reactiveacs.task.TaskSpec;
import org.reactiveacs.task.TaskStatus;

/** What every store must do about devices that come in the place of others: the part of {@link StoreContract} that tells of them. */
public abstract class ReplacementContract extends SubscriberContract {

    private static final DeviceId OLD = DeviceId.of("00D09E-OLD");
    private static final DeviceId NEW = DeviceId.of("00D09E-NEW");
    private static final Variable GOLD = new Variable("gold", false);

    private static Retirement by(DeviceId next) {
        return new Retirement(T0, "tester", next, "", false);
    }

    private KnownDevice change(DeviceId device, Change... changes) {
        return Objects.requireNonNull(
                store().devices().change(device, List.of(changes), write()).block());
    }

    private KnownDevice find(DeviceId device) {
        return Objects.requireNonNull(store().devices().find(device).block());
    }

    private void anOldDevice() {
        change(OLD, new Change.Register(), new Change.Tag("vip"), new Change.SetVariable("plan", GOLD));
        new Subscribers(store())
                .change("anna", before -> before.with(Set.of(OLD)), Set.of(), write())
                .block();
        var order = new Task.Order(T0, "tester", Schedule.AT_ONCE);
        store().tasks()
                .add(Task.queued("T1", OLD, new TaskSpec.Reboot(), order), null, write())
                .block();
    }

    private void assertMoved() {
        var old = find(OLD).registration();
        assertThat(old.retirement()).isEqualTo(by(NEW).moved());
        assertThat(old.tags()).isEmpty();
        assertThat(old.variables()).isEmpty();
        assertThat(old.subscription()).isNull();
        var next = find(NEW).registration();
        assertThat(next.replaces()).isEqualTo(OLD);
        assertThat(next.tags()).containsExactly("vip");
        assertThat(next.variables()).isEqualTo(Map.of("plan", GOLD));
        assertThat(next.subscriber()).isEqualTo("anna");
        var anna = Objects.requireNonNull(
                new Subscribers(store()).find("anna", write()).block());
        assertThat(anna.devices()).containsExactly(NEW);
        assertThat(Objects.requireNonNull(store().tasks().get(OLD, "T1").block())
                        .status())
                .isEqualTo(TaskStatus.CANCELLED);
    }

    @Test
    void allThatADeviceHasIsMovedToTheOneInItsPlace() {
        anOldDevice();

        new Replacements(store()).replace(OLD, by(NEW), write()).block();

        assertMoved();
    }

    @Test
    void aReplacementThatANodeLeftAfterAnyOfItsStepsIsFinished() {
        anOldDevice();
        change(OLD, new Change.Retire(by(NEW)));
        change(NEW, new Change.Register(), new Change.Replace(OLD, Set.of("vip"), Map.of("plan", GOLD)));

        new Replacements(store()).finish(find(OLD), write()).block();
        assertMoved();
        change(NEW, new Change.SetVariable("plan", new Variable("silver", false)));
        new Replacements(store()).finish(find(OLD), write()).block();

        assertThat(find(NEW).registration().plainVariables()).containsEntry("plan", "silver");
    }

    @Test
    void aDeviceIsRetiredOnce() {
        anOldDevice();
        var replacements = new Replacements(store());
        replacements.replace(OLD, by(NEW), write()).block();

        var other = DeviceId.of("00D09E-OTHER");
        var known = replacements.replace(OLD, by(other), write()).block();

        assertThat(Objects.requireNonNull(known).registration().retirement()).isEqualTo(by(NEW).moved());
        assertThat(store().devices().find(other).block()).isNull();
    }
}

package org.reactiveacs.session;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.EventStruct;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.Earlier;
import org.reactiveacs.device.ModelTraits;
import org.reactiveacs.task.Outcome;
import org.reactiveacs.task.Task;
import org.reactiveacs.task.TaskSpec;
import org.reactiveacs.task.TaskStatus;

/**
 * What an Inform proves about requests whose answers were lost. Nothing that must not be repeated is sent again unless
 * this says that the first one did not happen.
 *
 * @param events the Inform's
 * @param before what the device was before this Inform, null at first contact
 * @param now the head with it
 * @param traits of the model
 * @param at when it came
 */
record Evidence(List<EventStruct> events, @Nullable Earlier before, Device now, ModelTraits traits, Instant at) {

    /** What is known of a task now. */
    sealed interface Finding {
        /** As it was. */
        record Nothing() implements Finding {}

        /** The task has moved on. */
        record Settled(Task task) implements Finding {}

        /** The device did it, but one more question is open. */
        record Confirmed() implements Finding {}
    }

    private static final Finding NOTHING = new Finding.Nothing();

    Finding of(Task task) {
        var sent = task.progress().sent();
        if (sent == null) {
            return NOTHING;
        }
        if (task.progress().awaitsTransfer()) {
            return firmwareChanged(task) ? new Finding.Settled(task.succeeded(newVersion(), at)) : NOTHING;
        }
        return switch (sent.rpc()) {
            case "Reboot" -> hasEvent("M Reboot", sent.key()) ? done(task) : NOTHING;
            case "FactoryReset" -> hasEvent("0 BOOTSTRAP", "") ? done(task) : NOTHING;
            case "AddObject" -> added(task, sent.key());
            case "SetParameterValues", "DeleteObject" -> confirms(sent.key()) ? done(task) : NOTHING;
            case "Download" -> firmwareChanged(task) ? new Finding.Settled(task.succeeded(newVersion(), at)) : NOTHING;
            default -> NOTHING;
        };
    }

    private Finding done(Task task) {
        return new Finding.Settled(task.succeeded(
                Outcome.ofFacts(Map.of("evidence", "the answer was lost; the next Inform shows that it was done")),
                at));
    }

    private Finding added(Task task, String key) {
        if (task.status() != TaskStatus.UNSETTLED) {
            return NOTHING;
        }
        if (confirms(key)) {
            return new Finding.Confirmed();
        }
        boolean tells = traits.honoursParameterKey() && now.parameterKey() != null;
        return tells ? new Finding.Settled(task.requeued()) : NOTHING;
    }

    /** Whether the device's ParameterKey says that the call with this key took effect. */
    private boolean confirms(String key) {
        return !key.isEmpty() && key.equals(now.parameterKey());
    }

    private boolean hasEvent(String code, String commandKey) {
        return events.stream()
                .anyMatch(event -> event.eventCode().equals(code)
                        && (commandKey.isEmpty()
                                || event.commandKey().isEmpty()
                                || event.commandKey().equals(commandKey)));
    }

    /** Some CPEs never report a TransferComplete: other firmware after a firmware download says as much. */
    private boolean firmwareChanged(Task task) {
        return task.currentSpec() instanceof TaskSpec.Download download
                && download.fileType().startsWith("1 ")
                && before != null
                && !before.softwareVersion().isEmpty()
                && !before.softwareVersion().equals(now.softwareVersion())
                && !hasEvent("7 TRANSFER COMPLETE", "");
    }

    private Outcome newVersion() {
        return Outcome.ofFacts(Map.of("SoftwareVersion", now.softwareVersion()));
    }

    /** What the Inform teaches of how the model treats the ParameterKey that our last confirmed call left on it. */
    ModelTraits learned(Set<String> informEvents) {
        var key = now.parameterKey();
        var ours = before == null ? "" : before.ourKey();
        if (key == null || ours.isEmpty() || informEvents.contains("0 BOOTSTRAP")) {
            return traits;
        }
        if (key.equals(ours)) {
            return traits.honoursParameterKey() ? traits : traits.withParameterKey(true);
        }
        boolean unchanged = before != null && key.equals(before.parameterKey());
        return unchanged && !traits.ignoresParameterKey() ? traits.withParameterKey(false) : traits;
    }
}

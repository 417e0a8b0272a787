package org.reactiveacs.campaign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.KnownDevice;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.device.Secrets;
import org.reactiveacs.task.Assignment;
import org.reactiveacs.task.Task;
import org.reactiveacs.task.TaskSpec;
import org.reactiveacs.task.TaskStatus;

/** What a device is to get, or what takes it back. */
public sealed interface Dispatch {

    /**
     * A task is ordered.
     *
     * @param former the firmware that the device ran before the campaign, empty where it does not matter
     */
    record Run(TaskSpec spec, String former) implements Dispatch {}

    /** A tag is given, or taken away. */
    record Mark(String tag, boolean give) implements Dispatch {}

    /** Nothing is to be done. */
    record Nothing(Stage stage, String reason) implements Dispatch {}

    /**
     * What a device gets.
     *
     * @param device null if it is gone
     */
    static Dispatch forward(CampaignSpec spec, @Nullable KnownDevice device, Entry entry) {
        if (device == null) {
            return new Nothing(Stage.SKIPPED, "the device is gone");
        }
        var retirement = device.registration().retirement();
        if (retirement != null) {
            return new Nothing(
                    Stage.SKIPPED,
                    "it was replaced by " + retirement.replacedBy().value());
        }
        if (device.isHandedOver()) {
            return new Nothing(Stage.SKIPPED, "another ACS has it");
        }
        if (spec.action() instanceof Action.Tagged tagged) {
            return new Mark(tagged.tag(), true);
        }
        if (spec.action() instanceof Action.Ordered ordered) {
            return new Run(withFormerValues(ordered), "");
        }
        return firmware((Action.Firmware) spec.action(), device, entry);
    }

    private static Dispatch firmware(Action.Firmware action, KnownDevice device, Entry entry) {
        var head = device.head();
        if (head == null) {
            return new Nothing(Stage.SKIPPED, "it has never called, so its model is not known");
        }
        var choice = action.of(head);
        var firmware = choice == null ? null : choice.firmware();
        var model = head.identity().productClass() + " with " + head.softwareVersion();
        if (firmware == null) {
            return new Nothing(
                    Stage.SKIPPED, choice == null ? "no firmware is given for " + model : "none is for " + model);
        }
        if (head.softwareVersion().equals(firmware.version())) {
            // One that was to begin before has got there after all.
            return new Nothing(
                    entry.former().isEmpty() ? Stage.SKIPPED : Stage.SUCCEEDED,
                    "it runs " + firmware.version() + " already");
        }
        return new Run(firmware.download(), entry.former().isEmpty() ? head.softwareVersion() : entry.former());
    }

    /** Values are read before they are set, so that the task knows them. */
    private static TaskSpec withFormerValues(Action.Ordered ordered) {
        if (ordered.undo() == null && ordered.spec() instanceof TaskSpec.SetParameterValues set) {
            return new TaskSpec.Sequence(List.of(
                    new TaskSpec.SequenceStep(
                            new TaskSpec.GetParameterValues(
                                    set.values().stream().map(Assignment::path).toList()),
                            null),
                    new TaskSpec.SequenceStep(set, null)));
        }
        return ordered.spec();
    }

    /**
     * What takes a device back.
     *
     * @param device null if it is gone
     * @param before what its first task was that began, null if it is not known any more
     */
    static Dispatch back(CampaignSpec spec, @Nullable KnownDevice device, Entry entry, @Nullable Task before) {
        if (device == null) {
            return new Nothing(Stage.ROLLBACK_FAILED, "the device is gone");
        }
        if (spec.action() instanceof Action.Tagged tagged) {
            return new Mark(tagged.tag(), false);
        }
        if (spec.action() instanceof Action.Ordered ordered) {
            var undo = ordered.undo();
            return undo != null ? new Run(undo, "") : formerValues(ordered, before);
        }
        return formerFirmware((Action.Firmware) spec.action(), device, entry, before);
    }

    private static Dispatch formerFirmware(
            Action.Firmware action, KnownDevice device, Entry entry, @Nullable Task before) {
        var head = device.head();
        boolean isOver = before == null || before.status().isEnded();
        if (head != null && isOver && head.softwareVersion().equals(entry.former())) {
            return new Nothing(Stage.ROLLED_BACK, "it runs " + entry.former());
        }
        var former = action.bringing(entry.former());
        return former == null
                ? new Nothing(Stage.ROLLBACK_FAILED, "no file is given for its former firmware " + entry.former())
                : new Run(former.download(), entry.former());
    }

    private static Dispatch formerValues(Action.Ordered ordered, @Nullable Task before) {
        if (!(ordered.spec() instanceof TaskSpec.SetParameterValues set)) {
            return new Nothing(Stage.ROLLBACK_FAILED, "the campaign says nothing that would undo its task");
        }
        if (before == null) {
            return new Nothing(Stage.ROLLBACK_FAILED, "its values before are not kept any more");
        }
        boolean wasSet = before.status() == TaskStatus.DONE || before.progress().step() > 0;
        if (!wasSet) {
            return new Nothing(Stage.ROLLED_BACK, "nothing was set");
        }
        // Those that were read come first, and read of a secret is nothing.
        var first = new LinkedHashMap<String, Parameter>();
        before.outcome().values().stream()
                .limit(set.values().size())
                .forEach(parameter -> first.putIfAbsent(parameter.path(), parameter));
        var values = new ArrayList<Assignment>();
        for (var parameter : first.values()) {
            var value = parameter.value();
            if (value != null && !(value.isEmpty() && Secrets.isSecret(parameter.path()))) {
                var type = parameter.type();
                values.add(new Assignment(parameter.path(), value, type == ParameterType.UNKNOWN ? null : type));
            }
        }
        return values.isEmpty()
                ? new Nothing(Stage.ROLLBACK_FAILED, "its values before could not be read")
                : new Run(new TaskSpec.SetParameterValues(values), "");
    }
}

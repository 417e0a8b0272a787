package org.reactiveacs.store.embedded;

import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.KnownDevice;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.Registration;
import org.reactiveacs.store.record.TaskCodec;
import org.reactiveacs.task.Task;

/**
 * The records of a device over the maps and indexes that hold them. Reading is for any thread where the maps alone
 * answer; planning writes is for the writer's.
 */
record Records(Maps maps, FleetIndex index, OpenTasks tasks, OpenSessions sessions, Models models, Ledger ledger) {

    @Nullable
    KnownDevice find(DeviceId device) {
        if (index.get(device) == null) {
            return null;
        }
        return new KnownDevice(device, maps.head(device), registration(device));
    }

    Registration registration(DeviceId device) {
        var bytes = maps.registrations.get(Maps.key(device));
        return bytes == null ? Registration.NONE : TaskCodec.decodeRecord(bytes, Registration.class);
    }

    ParameterTree tree(DeviceId device) {
        var bytes = maps.trees.get(Maps.key(device));
        return bytes == null ? ParameterTree.EMPTY : models.unpack(bytes);
    }

    /** A task, ended ones included. */
    @Nullable
    Task task(DeviceId device, String taskId) {
        var bytes = maps.tasks.get(taskKey(device, taskId));
        return bytes == null ? null : TaskCodec.decode(bytes);
    }

    static String taskKey(DeviceId device, String taskId) {
        return Maps.key(device) + ' ' + taskId;
    }

    void putHead(Device device, Registration registration, UnitWriter.Plan plan) {
        plan.add(() -> {
            maps.putHead(device);
            index.put(device.id(), device, registration);
        });
    }

    void putRegistration(DeviceId device, @Nullable Device head, Registration registration, UnitWriter.Plan plan) {
        plan.add(() -> {
            maps.registrations.put(Maps.key(device), TaskCodec.encodeRecord(registration));
            index.put(device, head, registration);
        });
    }

    /** A device that has used its new credential cannot go back to the old one. */
    void usedCredential(Device device, Registration registration, UnitWriter.Plan plan) {
        if (registration.previous() != null && device.access().usedStored()) {
            putRegistration(device.id(), device, registration.settled(), plan);
        }
    }

    void putTree(DeviceId device, Models.Packed packed, UnitWriter.Plan plan) {
        if (packed.model() != null) {
            models.put(packed.model(), plan);
        }
        plan.add(() -> maps.trees.put(Maps.key(device), packed.tree()));
    }

    void putTask(Task task, UnitWriter.Plan plan) {
        var record = TaskCodec.encode(task);
        plan.add(() -> {
            maps.tasks.put(taskKey(task.device(), task.id()), record);
            tasks.put(task);
        });
    }
}

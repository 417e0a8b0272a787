package org.reactiveacs.store.embedded;

import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.KnownDevice;
import org.reactiveacs.device.ModelKey;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.Reach;
import org.reactiveacs.device.Registration;
import org.reactiveacs.store.record.TaskCodec;
import org.reactiveacs.store.record.TreeCodec;
import org.reactiveacs.store.record.TreeRecord;
import org.reactiveacs.store.record.TreeSchema;
import org.reactiveacs.task.Task;

/**
 * The records of a device over the maps and indexes that hold them. Reading is for any thread where the maps alone
 * answer; planning writes is for the writer's.
 */
record Records(
        Maps maps,
        FleetIndex index,
        OpenTasks tasks,
        OpenSessions sessions,
        Schemas schemas,
        Traits traits,
        SilentDevices silent,
        SilenceLooks looks,
        Ledger ledger) {

    @Nullable
    KnownDevice find(DeviceId device) {
        if (index.get(device) == null) {
            return null;
        }
        return new KnownDevice(device, maps.head(device), registration(device), silent.get(device), reach(device));
    }

    @Nullable
    Reach reach(DeviceId device) {
        var bytes = maps.reaches.get(Maps.key(device));
        return bytes == null ? null : TaskCodec.decodeRecord(bytes, Reach.class);
    }

    Registration registration(DeviceId device) {
        var bytes = maps.registrations.get(Maps.key(device));
        return bytes == null ? Registration.NONE : TaskCodec.decodeRecord(bytes, Registration.class);
    }

    ParameterTree tree(DeviceId device) {
        var record = maps.trees.record(Maps.key(device));
        return record == null ? ParameterTree.EMPTY : tree(device, record);
    }

    ParameterTree tree(DeviceId device, byte[] record) {
        var tree = maps.trees.open(Maps.key(device), record);
        return TreeCodec.unpack(tree.packed(), schemas.schema(tree.schema()));
    }

    /**
     * A tree ready to be written.
     *
     * @param record for {@link Trees#put}
     */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
    record PackedTree(TreeSchema schema, ModelKey family, byte[] record) {}

    /** Packs and seals a tree. Any thread. */
    PackedTree pack(DeviceId device, ParameterTree tree, ModelKey model) {
        var family = schemas.family(model);
        var packed = family.pack(device, tree, schemas.trees(family.newest().id()));
        var schema = packed.schema();
        return new PackedTree(
                schema, model, maps.trees.close(Maps.key(device), new TreeRecord(schema.id(), packed.bytes())));
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
        putHead(null, device, registration, plan);
    }

    /** @param before the head as it is, null if there is none, or if that is not known */
    void putHead(@Nullable Device before, Device device, Registration registration, UnitWriter.Plan plan) {
        plan.add(() -> {
            maps.putHead(device);
            index.written(before, device, registration);
        });
    }

    void putRegistration(DeviceId device, @Nullable Device head, Registration registration, UnitWriter.Plan plan) {
        var record = TaskCodec.encodeRecord(registration);
        // An id that no device can have fails here, where it harms nobody else.
        var entry = index.entry(device, head, registration);
        plan.add(() -> {
            maps.registrations.put(Maps.key(device), record);
            index.put(device, entry);
        });
    }

    /** A device that has used its new credential cannot go back to the old one. */
    void usedCredential(Device device, Registration registration, UnitWriter.Plan plan) {
        if (registration.isSettledBy(device.access())) {
            putRegistration(device.id(), device, registration.settled(), plan);
        }
    }

    void putTree(DeviceId device, PackedTree tree, UnitWriter.Plan plan) {
        schemas.use(tree.schema(), tree.family(), maps.trees.record(Maps.key(device)), plan);
        plan.add(() -> maps.trees.put(Maps.key(device), tree.record()));
    }

    void putTask(Task task, UnitWriter.Plan plan) {
        var record = TaskCodec.encode(task);
        plan.add(() -> {
            maps.tasks.put(taskKey(task.device(), task.id()), record);
            tasks.put(task);
        });
    }
}

package org.reactiveacs.store.embedded;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.task.Task;
import org.reactiveacs.task.TaskStatus;

/** Tasks that have not ended, in the heap beside the file. For the writer's thread alone. */
final class OpenTasks {

    /** Due tasks that one session is given at a time. */
    static final int GIVEN = 64;

    private final List<Map<DeviceId, NavigableMap<String, Task>>> byPartition = new ArrayList<>();
    private final AtomicIntegerArray counts = new AtomicIntegerArray(Partitions.COUNT);

    OpenTasks() {
        for (int i = 0; i < Partitions.COUNT; i++) {
            byPartition.add(new HashMap<>());
        }
    }

    private Map<DeviceId, NavigableMap<String, Task>> near(DeviceId device) {
        return byPartition.get(Partitions.of(device));
    }

    void put(Task task) {
        if (task.status().isEnded()) {
            remove(task.device(), task.id());
        } else if (near(task.device())
                        .computeIfAbsent(task.device(), device -> new TreeMap<>())
                        .put(task.id(), task)
                == null) {
            counts.incrementAndGet(Partitions.of(task.device()));
        }
    }

    void remove(DeviceId device, String taskId) {
        var tasks = near(device).get(device);
        if (tasks != null && tasks.remove(taskId) != null) {
            counts.decrementAndGet(Partitions.of(device));
            if (tasks.isEmpty()) {
                near(device).remove(device);
            }
        }
    }

    void removeAll(DeviceId device) {
        var tasks = near(device).remove(device);
        if (tasks != null) {
            counts.addAndGet(Partitions.of(device), -tasks.size());
        }
    }

    @Nullable
    Task get(DeviceId device, String taskId) {
        var tasks = near(device).get(device);
        return tasks == null ? null : tasks.get(taskId);
    }

    Collection<Task> of(DeviceId device) {
        var tasks = near(device).get(device);
        return tasks == null ? List.of() : tasks.values();
    }

    /** What a session of the device should know of: tasks that may run now, and those that wait for evidence. */
    List<Task> due(DeviceId device, Instant now, Set<String> known) {
        var tasks = near(device).get(device);
        if (tasks == null) {
            return List.of();
        }
        var due = new ArrayList<Task>(Math.min(tasks.size(), GIVEN));
        for (var task : tasks.values()) {
            boolean wanted = task.status() != TaskStatus.QUEUED
                    || task.order().schedule().isOpen(now);
            if (wanted && !known.contains(task.id())) {
                due.add(task);
                if (due.size() == GIVEN) {
                    break;
                }
            }
        }
        return due;
    }

    /** Tasks of a partition whose deadline passed. */
    List<Task> overdue(int partition, Instant now) {
        var overdue = new ArrayList<Task>();
        for (var tasks : byPartition.get(partition).values()) {
            for (var task : tasks.values()) {
                var deadline = task.deadline();
                if (deadline != null && !now.isBefore(deadline)) {
                    overdue.add(task);
                }
            }
        }
        return overdue;
    }

    /** Of all partitions. */
    int count() {
        return IntStream.range(0, Partitions.COUNT).map(counts::get).sum();
    }

    int count(int partition) {
        return counts.get(partition);
    }
}

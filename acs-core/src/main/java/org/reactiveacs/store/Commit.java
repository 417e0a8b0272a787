package org.reactiveacs.store;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Compliance;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.ModelKey;
import org.reactiveacs.device.ModelTraits;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.task.Task;

/**
 * All that one message changed, to stand together or not at all.
 *
 * @param operation unique a call: a repeat gives the recorded result
 * @param subject whose session, as it was read
 * @param at when
 * @param next the session from here on; null when it ends
 * @param changes what it changed
 * @param durable whether this must be on disk before the answer: an RPC is about to be sent that must not be repeated, or a
 *     task has ended and its outcome will be told
 */
public record Commit(
        String operation,
        Subject subject,
        Instant at,
        @Nullable StoredSession next,
        Changes changes,
        boolean durable) {

    /**
     * Whose session is written.
     *
     * @param key the session's
     * @param version the version it was read with; any other is stale
     * @param device whose
     * @param model what the device is, which says what its tree is packed against
     */
    public record Subject(SessionKey key, long version, DeviceId device, ModelKey model) {}

    /**
     * What a message changed of a device.
     *
     * @param device the new head, null when it is as it was
     * @param tree the new tree, null when it is as it was
     * @param tasks tasks as they are now
     * @param known ids of the tasks that the session has seen: others that are due come back with {@link
     *     Committed.Onward} instead of an end
     * @param traits what was learned of which model, null when nothing
     * @param events what happened
     * @param compliance how policies fared, null when as before
     * @param created ids of those of the tasks that no operator ordered, and that the store does not know yet
     */
    public record Changes(
            @Nullable Device device,
            @Nullable ParameterTree tree,
            List<Task> tasks,
            Set<String> known,
            @Nullable Learned traits,
            List<DomainEvent> events,
            @Nullable Compliance compliance,
            Set<String> created) {

        /** Without anything that policies change. */
        public Changes(
                @Nullable Device device,
                @Nullable ParameterTree tree,
                List<Task> tasks,
                Set<String> known,
                @Nullable Learned traits,
                List<DomainEvent> events) {
            this(device, tree, tasks, known, traits, events, null, Set.of());
        }

        public static final Changes NONE = new Changes(null, null, List.of(), Set.of(), null, List.of());
    }

    /**
     * What was learned of a model.
     *
     * @param before its traits as they were when the session began
     * @param after its traits with what the session has learned
     */
    public record Learned(ModelKey model, ModelTraits before, ModelTraits after) {}
}

package org.reactiveacs.store;

import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.ModelKey;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.port.DomainEvent;
import reactor.core.publisher.Mono;

/**
 * A store, whole. Thread-safe; answers come on a thread of the store's own, which must not be kept waiting.
 */
public interface Store extends AutoCloseable {
    SessionStore sessions();

    DeviceStore devices();

    TaskStore tasks();

    Documents documents();

    /** The same for records that hold passwords: they are encrypted at rest, and stand in groups of their own. */
    Documents sealedDocuments();

    Library library();

    SubscriberStore subscribers();

    /** Ways through NATs that devices keep open. */
    BindingStore bindings();

    /** What happened to devices, for those who follow it. */
    Outbox outbox();

    /** The newest entries of the audit trail, oldest first. */
    Mono<java.util.List<AuditEntry>> audit(long after, int limit);

    /** Counts that are kept with every change. */
    Mono<Counters> counters();

    /** How many devices a partition has, and what is open of them. */
    Mono<Population> population(int partition);

    /**
     * How many devices of a partition there are of each model and version, of those that have called. What is beyond so many
     * models counts as {@link ModelCount#BEYOND}.
     *
     * @param most models, of which any may be taken
     */
    Mono<java.util.List<ModelCount>> models(int partition, int most);

    /** How the devices of a partition stand with their policies. */
    Mono<PolicyStates> policies(int partition);

    /**
     * Drops the schemas of packed trees that no tree was packed against at this look and the one before; for background
     * work, now and then.
     *
     * @return how many went
     */
    Mono<Integer> collectSchemas();

    /** In which format records are written. */
    Formats formats();

    /**
     * Writes some of a partition's records anew whose format is older than what is written now, and notes when none is
     * left; for background work, again and again.
     *
     * @return how many were written
     */
    Mono<Integer> renew(int partition, java.time.Instant now);

    /** Whether other nodes work on it, too. */
    boolean isShared();

    /** Whether it takes writes now. */
    boolean isReady();

    @Override
    void close();

    /** An event with its number, which grows within a partition. */
    record Recorded(long number, DomainEvent event) {}

    /**
     * Who changed what.
     *
     * @param device null for what is no device's
     */
    record AuditEntry(
            long number,
            java.time.Instant at,
            String actor,
            String what,
            @Nullable DeviceId device,
            String detail) {}

    /**
     * Counts over the whole store.
     *
     * @param devices that are known
     * @param called of these, that have called
     * @param devicesSilent of these, that are silent
     * @param tasksOpen tasks that have not ended
     * @param sessionsOpen sessions under way
     */
    record Counters(long devices, long called, long devicesSilent, long tasksOpen, long sessionsOpen) {}

    /**
     * Counts over a partition.
     *
     * @param known devices, those among them that never called
     * @param called devices that have called
     * @param silent of these, that are silent
     * @param tasks that have not ended
     */
    record Population(long known, long called, long silent, long tasks) {
        public static final Population NONE = new Population(0, 0, 0, 0);

        public Population and(Population other) {
            return new Population(
                    known + other.known, called + other.called, silent + other.silent, tasks + other.tasks);
        }
    }

    /** How many devices are of a model. */
    record ModelCount(ModelKey model, long devices) {
        /** Stands for all models that are not told one by one. */
        public static final ModelKey BEYOND = new ModelKey("", "", "");
    }

    /**
     * How many devices stand how with the policies that are meant for them.
     *
     * @param inSync with which all is well
     * @param pending of which something is still to be done
     * @param conflict with which something is wrong
     */
    record PolicyStates(long inSync, long pending, long conflict) {
        public static final PolicyStates NONE = new PolicyStates(0, 0, 0);

        public PolicyStates and(PolicyStates other) {
            return new PolicyStates(inSync + other.inSync, pending + other.pending, conflict + other.conflict);
        }
    }

    /** Shorthand for readers of one partition: its newest events, oldest first. */
    default Mono<java.util.List<Recorded>> events(int partition, long after, int limit) {
        return outbox().read(partition, after, limit).map(Outbox.Slice::events);
    }

    /** Shorthand for readers that want a tree outside a session. */
    default Mono<ParameterTree> tree(DeviceId device) {
        return sessions().load(device).map(Loaded::tree);
    }
}

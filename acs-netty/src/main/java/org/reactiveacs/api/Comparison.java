package org.reactiveacs.api;

import java.util.List;
import org.reactiveacs.device.Compliance;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.KnownDevice;
import org.reactiveacs.device.Registration;
import org.reactiveacs.policy.desired.Plan;
import org.reactiveacs.policy.desired.PolicyPlanner;
import org.reactiveacs.policy.desired.PolicySet;
import org.reactiveacs.policy.desired.Seen;
import org.reactiveacs.store.Loaded;
import org.reactiveacs.task.Task;
import reactor.core.publisher.Mono;

/** Compares stored devices with policies, as their next session would: nothing is sent, nothing is written. */
final class Comparison {
    private final ApiParts parts;

    Comparison(ApiParts parts) {
        this.parts = parts;
    }

    /**
     * A comparison.
     *
     * @param matched names of the policies that are meant for the device, the heaviest first
     * @param plan what a session would do
     * @param compliance what is remembered
     */
    record Result(KnownDevice device, List<String> matched, Plan plan, Compliance compliance) {}

    /** Compares a device that has called. */
    Mono<Result> of(KnownDevice known, Device head, PolicySet policies) {
        var id = known.id();
        return parts.store()
                .sessions()
                .load(id)
                .zipWith(parts.store().tasks().list(id))
                .map(both -> compared(known, head, policies, both.getT1(), both.getT2()));
    }

    private Result compared(KnownDevice known, Device head, PolicySet policies, Loaded loaded, List<Task> tasks) {
        var registration = known.registration();
        var matched = policies.match(head, registration);
        var open = tasks.stream().filter(task -> !task.status().isEnded()).toList();
        var plan = PolicyPlanner.plan(matched, seen(head, registration, policies, loaded, open));
        return new Result(known, matched.names(), plan, loaded.compliance());
    }

    private Seen seen(Device head, Registration registration, PolicySet policies, Loaded loaded, List<Task> open) {
        return new Seen(
                head,
                registration,
                policies.variables(registration),
                loaded.tree(),
                loaded.compliance(),
                open,
                parts.tools(),
                Seen.InSession.NOTHING,
                parts.now());
    }
}

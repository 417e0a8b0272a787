package org.reactiveacs.policy.desired;

/** Compares what policies want with what is known of a device. Pure: the same input gives the same plan. */
public final class PolicyPlanner {
    private PolicyPlanner() {}

    /** What is to be done now, and what there is to say. */
    public static Plan plan(Matched matched, Seen seen) {
        if (matched.isNone()) {
            var forgetting = Forgetting.of(matched, seen);
            return Plan.nothing(forgetting.of(seen.compliance()), forgetting.again(seen.compliance()));
        }
        return new Planning(matched, seen).plan();
    }
}

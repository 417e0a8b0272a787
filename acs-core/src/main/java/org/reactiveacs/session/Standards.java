package org.reactiveacs.session;

import java.time.Duration;
import java.util.function.Supplier;
import org.reactiveacs.device.PathNames;
import org.reactiveacs.policy.desired.Marks;
import org.reactiveacs.policy.desired.PolicySet;
import org.reactiveacs.policy.desired.Seen;
import org.reactiveacs.policy.expression.Scope;
import org.reactiveacs.store.SilenceRules;

/**
 * What devices are compared with.
 *
 * @param policies those in force now
 * @param tools what is derived by keys
 * @param passwordAge after which passwords that are derived for a device are rotated, zero for never
 * @param silence when a device that was given to another ACS counts as gone
 */
public record Standards(Supplier<PolicySet> policies, Seen.Tools tools, Duration passwordAge, SilenceRules silence) {

    /** With the rules on silence that hold unless the configuration says otherwise. */
    public Standards(Supplier<PolicySet> policies, Seen.Tools tools, Duration passwordAge) {
        this(policies, tools, passwordAge, SilenceRules.DEFAULT);
    }

    /** Without rotation by age. */
    public Standards(Supplier<PolicySet> policies, Seen.Tools tools) {
        this(policies, tools, Duration.ZERO);
    }

    /** What stands for parameters' paths. */
    PathNames names() {
        return policies.get().aliases();
    }

    /** No policies at all. */
    public static final Standards NONE = new Standards(
            () -> PolicySet.NONE,
            new Seen.Tools(
                    new Marks(new Marks.Signer() {
                        @Override
                        public byte[] mac(byte[] message) {
                            throw new IllegalStateException("nothing is set without policies");
                        }

                        @Override
                        public boolean verify(byte[] message, byte[] tag) {
                            return false;
                        }
                    }),
                    (device, registration) -> Scope.Secrets.NONE));
}

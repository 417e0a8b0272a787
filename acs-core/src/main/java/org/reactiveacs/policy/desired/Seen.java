package org.reactiveacs.policy.desired;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Compliance;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.Registration;
import org.reactiveacs.policy.expression.Scope;
import org.reactiveacs.policy.hook.HookAnswer;
import org.reactiveacs.task.Task;

/**
 * What is known of a device when it is compared with its policies.
 *
 * @param registration what operators said of it
 * @param variables its own and those of its groups
 * @param tree its parameters
 * @param compliance how policies fared so far
 * @param open tasks that have not ended
 * @param tools what is derived by keys
 * @param session what this session did for policies
 * @param now the time
 */
public record Seen(
        Device device,
        Registration registration,
        Map<String, String> variables,
        ParameterTree tree,
        Compliance compliance,
        List<Task> open,
        Tools tools,
        InSession session,
        Instant now) {

    /**
     * What is derived by keys.
     *
     * @param marks of values that were set
     * @param passwords of devices, by purpose
     */
    public record Tools(Marks marks, Passwords passwords) {}

    /** Passwords that a device alone has. */
    public interface Passwords {
        /**
         * Those of a device.
         *
         * @param registration tells how often they were rotated
         */
        Scope.Secrets of(Device device, Registration registration);
    }

    /**
     * What a session did for policies.
     *
     * @param changed policies for which something was changed
     * @param apart paths that are to be set one by one, for together they were refused and nobody said which
     * @param ordered what was ordered of policies that are meant for some sessions only
     * @param hooks what came of asking hooks, by the name of the policy
     */
    public record InSession(
            Set<String> changed, Set<String> apart, Set<String> ordered, Map<String, HookAnswer> hooks) {
        public static final InSession NOTHING = new InSession(Set.of(), Set.of(), Set.of(), Map.of());

        /** Sessions of a version that knew no hooks have no answers of any. */
        public InSession(
                Set<String> changed, Set<String> apart, Set<String> ordered, @Nullable Map<String, HookAnswer> hooks) {
            this.changed = Set.copyOf(changed);
            this.apart = Set.copyOf(apart);
            this.ordered = Set.copyOf(ordered);
            this.hooks = hooks == null ? Map.of() : Map.copyOf(hooks);
        }
    }
}

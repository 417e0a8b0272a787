package org.reactiveacs.policy.hook;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.reactiveacs.device.Wildcard;
import org.reactiveacs.policy.Goals;
import org.reactiveacs.policy.PolicyValue;

/**
 * What a hook wants of a device, in the words of a policy.
 *
 * @param values by path or name
 * @param addTags tags to put on the device
 * @param removeTags tags to take off it
 * @param optional which values are wanted only where the device has such a parameter
 */
public record HookWants(
        Map<String, PolicyValue.Literal> values, Set<String> addTags, Set<String> removeTags, List<String> optional) {

    public static final HookWants NOTHING = new HookWants(Map.of(), Set.of(), Set.of(), List.of());

    public HookWants {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        addTags = Set.copyOf(addTags);
        removeTags = Set.copyOf(removeTags);
        optional = List.copyOf(optional);
    }

    /** What the policy says itself with what its hook says; where both speak of the same, the hook knows better. */
    public Goals over(Goals goals) {
        var all = new LinkedHashMap<>(goals.values());
        all.putAll(values);
        var add = union(goals.addTags(), addTags);
        add.removeAll(removeTags);
        var remove = union(goals.removeTags(), removeTags);
        remove.removeAll(addTags);
        return new Goals(
                all,
                goals.objects(),
                goals.notifications(),
                goals.freshness(),
                goals.firmware(),
                add,
                remove,
                goals.tasks(),
                goals.informed(),
                Stream.concat(goals.optional().stream(), optional.stream().map(Wildcard::new))
                        .toList());
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        var all = new LinkedHashSet<>(some);
        all.addAll(others);
        return all;
    }
}

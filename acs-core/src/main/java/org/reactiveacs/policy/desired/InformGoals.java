package org.reactiveacs.policy.desired;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.reactiveacs.device.DataModel;
import org.reactiveacs.device.Secrets;
import org.reactiveacs.policy.Goals;
import org.reactiveacs.policy.PolicyValue;
import org.reactiveacs.policy.WantedObject;

/**
 * Parameters that each Inform is to carry, so that they need not be read: instances of {@code ManagementServer.InformParameter.}
 * (TR-181). Where the device has no such table, or not the parameter, nothing is done.
 */
final class InformGoals {

    private static final String TABLE = DataModel.TR181.root() + "ManagementServer.InformParameter.";
    /** It is there if and only if the table is, also while that is empty. */
    private static final String COUNT = DataModel.TR181.root() + "ManagementServer.InformParameterNumberOfEntries";

    private final Planning planning;
    private final Matched matched;
    private final ObjectGoals objects;

    InformGoals(Planning planning, Matched matched, ObjectGoals objects) {
        this.planning = planning;
        this.matched = matched;
        this.objects = objects;
    }

    void add(List<CompiledPolicy> inForce) {
        var wanted = wanted(inForce);
        if (wanted.isEmpty() || planning.seen.device().dataModel() != DataModel.TR181 || planning.isAbsent(COUNT)) {
            return;
        }
        if (planning.fresh(COUNT) == null) {
            planning.reads.add(COUNT);
            return;
        }
        wanted.forEach((path, compiled) -> objects.add(
                new WantedObject(
                        TABLE,
                        Map.of("ParameterName", new PolicyValue.Literal(path, null)),
                        Map.of("Enable", new PolicyValue.Literal("true", null)),
                        true),
                compiled));
    }

    /** By path, with the heaviest policy that wants it. */
    private Map<String, CompiledPolicy> wanted(List<CompiledPolicy> inForce) {
        var wanted = new LinkedHashMap<String, CompiledPolicy>();
        for (var compiled : inForce) {
            for (var name : compiled.policy().goals().informed()) {
                if (name.equals(Goals.WATCHED)) {
                    // Also what those look at whose expression is not true now: so it is known when it becomes true.
                    matched.policies().stream()
                            .flatMap(other -> other.looksAt().stream())
                            .filter(one -> !isAwaited(one))
                            .forEach(one -> put(wanted, one, compiled));
                } else {
                    put(wanted, name, compiled);
                }
            }
        }
        return wanted;
    }

    /** Whether a policy waits for it to be reported as changed: a parameter that each Inform carries would always be. */
    private boolean isAwaited(String name) {
        var path = matched.aliases().path(name, planning.seen.device());
        return path != null
                && matched.policies().stream()
                        .flatMap(one -> one.policy().match().changed().stream())
                        .anyMatch(pattern -> pattern.matches(path));
    }

    private void put(Map<String, CompiledPolicy> wanted, String name, CompiledPolicy compiled) {
        var path = matched.aliases().path(name, planning.seen.device());
        if (path == null || Secrets.isSecret(path) || path.contains("*")) {
            return;
        }
        if (planning.fresh(path) != null) {
            wanted.putIfAbsent(path, compiled);
        } else if (!planning.isAbsent(path)) {
            planning.reads.add(path);
        }
    }
}

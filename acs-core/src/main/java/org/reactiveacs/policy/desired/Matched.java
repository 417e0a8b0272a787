package org.reactiveacs.policy.desired;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.Registration;
import org.reactiveacs.policy.alias.Aliases;
import org.reactiveacs.policy.expression.Server;

/**
 * The policies that are meant for a session by what its device has in common with others, the heaviest first.
 *
 * @param policies their expressions are still to be looked at
 * @param fingerprint changes with any of them
 * @param watched parameters that they want something of or look at
 * @param anyParameter whether they look at others, too
 * @param aliases what names stand for
 * @param server what expressions see of this server
 * @param hidden names of variables that are secret in some group
 * @param written the names of all policies that there are, whomever they are meant for
 */
public record Matched(
        List<CompiledPolicy> policies,
        long fingerprint,
        Set<String> watched,
        boolean anyParameter,
        Aliases aliases,
        Server server,
        Set<String> hidden,
        Set<String> written) {

    /** None of those that are written. */
    static Matched none(Set<String> written) {
        return new Matched(List.of(), 0, Set.of(), false, Aliases.NONE, Server.NONE, Set.of(), written);
    }

    static Matched of(List<CompiledPolicy> policies, PolicySet.Names names, Set<String> written) {
        if (policies.isEmpty()) {
            return none(written);
        }
        long fingerprint = names.fingerprint();
        var watched = new HashSet<String>();
        boolean any = false;
        for (var policy : policies) {
            fingerprint = mix(fingerprint, policy.fingerprint());
            watched.addAll(policy.watched());
            any |= policy.anyParameter();
        }
        if (policies.stream().anyMatch(CompiledPolicy::looksAtServer)) {
            // Of no others: nodes that are not configured alike would have all devices compared at every other visit.
            fingerprint = mix(fingerprint, names.server().fingerprint());
        }
        return new Matched(
                policies,
                fingerprint,
                Set.copyOf(watched),
                any,
                names.aliases(),
                names.server(),
                names.hidden(),
                written);
    }

    /** The names of the policies, the heaviest first. */
    public List<String> names() {
        return policies.stream().map(one -> one.policy().name()).toList();
    }

    public boolean isNone() {
        return policies.isEmpty();
    }

    /**
     * Over all that a comparison goes by and that may have changed since the last one, besides the tree: sessions that change it
     * compare again anyway.
     */
    public long under(Device device, Registration registration) {
        if (policies.isEmpty()) {
            return 0;
        }
        long hash = mix(fingerprint, registration.tags().hashCode());
        hash = mix(hash, registration.variables().hashCode());
        var subscription = registration.subscription();
        if (subscription != null) {
            hash = mix(hash, subscription.subscriber().hashCode());
            hash = mix(hash, subscription.variables().hashCode());
        }
        if (registration.rotation() != null) {
            hash = mix(hash, registration.epoch());
        }
        var stale = device.standing().staleBefore();
        hash = mix(hash, stale == null ? 0 : stale.toEpochMilli());
        var reported = device.reported();
        if (anyParameter) {
            long all = 0;
            for (var parameter : reported.values()) {
                all += mix(parameter.path().hashCode(), valueHash(parameter));
            }
            hash = mix(hash, all);
        } else {
            for (var name : watched) {
                var path = aliases.path(name, device);
                var parameter = path == null ? null : reported.get(path);
                if (path != null && parameter != null) {
                    // In no order: a set's is not the same in every process.
                    hash += mix(path.hashCode(), valueHash(parameter));
                }
            }
        }
        for (var policy : policies) {
            if (!policy.policy().match().changed().isEmpty()) {
                hash = mix(hash, Changed.meets(policy.policy().match(), device) ? 1 : 2);
            }
        }
        return hash == 0 ? 1 : hash;
    }

    private static int valueHash(Parameter parameter) {
        return parameter.value() == null ? 0 : parameter.value().hashCode();
    }

    static long mix(long hash, long more) {
        long mixed = (hash ^ more) * 0x9E3779B97F4A7C15L;
        return mixed ^ mixed >>> 29;
    }
}

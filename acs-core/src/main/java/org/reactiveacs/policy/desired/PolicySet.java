package org.reactiveacs.policy.desired;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.Registration;
import org.reactiveacs.policy.Policy;
import org.reactiveacs.policy.alias.Aliases;
import org.reactiveacs.policy.expression.ExpressionException;
import org.reactiveacs.policy.expression.Expressions;
import org.reactiveacs.policy.expression.Server;

/**
 * All policies in force. Which of them are meant for a session is found once for all devices that are alike, so that a thousand cost
 * a session no more than one. Immutable but for that memory; thread-safe.
 */
public final class PolicySet {

    public static final PolicySet NONE =
            new PolicySet(List.of(), new Names(Map.of(), Aliases.NONE, Server.NONE), Map.of(), Set.of());

    private static final int KNOWN = 1 << 12;

    private static final Comparator<CompiledPolicy> ORDER = Comparator.comparingInt(
                    (CompiledPolicy one) -> -one.policy().weight())
            .thenComparing(one -> one.policy().name());

    private final List<CompiledPolicy> policies;
    private final Names names;
    private final Map<String, String> broken;
    private final Set<String> written;
    private final Matched none;
    private final Set<String> tags = new HashSet<>();
    private final Set<String> events = new HashSet<>();

    /** Threads share it without locks: one that sees an older entry than another looks once more. */
    private final @Nullable Known[] known = new Known[KNOWN];

    private record Known(MatchFacts facts, Matched matched) {}

    /**
     * A policy and which revision of it this is.
     *
     * @param fingerprint changes with every revision
     */
    public record Revision(Policy policy, long fingerprint) {}

    /**
     * What policies may use by name.
     *
     * @param groups variables by tag
     * @param aliases paths by name
     * @param server what expressions see of this server
     * @param hidden names of variables that are secret in some group
     */
    public record Names(Map<String, Map<String, String>> groups, Aliases aliases, Server server, Set<String> hidden) {
        public Names {
            groups = Map.copyOf(groups);
            hidden = Set.copyOf(hidden);
        }

        /** With groups that have no secrets. */
        public Names(Map<String, Map<String, String>> groups, Aliases aliases, Server server) {
            this(groups, aliases, server, Set.of());
        }

        /** Over groups and aliases; of the server only policies depend that look at it. */
        long fingerprint() {
            return Matched.mix(groups.hashCode(), aliases.fingerprint());
        }
    }

    private PolicySet(List<CompiledPolicy> policies, Names names, Map<String, String> broken, Set<String> written) {
        this.policies = policies;
        this.names = names;
        this.broken = broken;
        this.written = Set.copyOf(written);
        this.none = Matched.none(this.written);
        for (var compiled : policies) {
            var match = compiled.policy().match();
            tags.addAll(match.tags());
            tags.addAll(match.withoutTags());
            events.addAll(match.events());
        }
    }

    /**
     * Makes policies ready. One whose expressions are none is left out, and {@link #broken} tells.
     *
     * @param unreadable others that are left out, with the reason
     */
    public static PolicySet of(
            Collection<Revision> revisions, Names names, Expressions expressions, Map<String, String> unreadable) {
        var compiled = new ArrayList<CompiledPolicy>();
        var broken = new LinkedHashMap<>(unreadable);
        var written = new HashSet<>(unreadable.keySet());
        for (var revision : revisions) {
            var policy = revision.policy();
            written.add(policy.name());
            if (!policy.enabled()) {
                continue;
            }
            try {
                compiled.add(CompiledPolicy.of(policy, revision.fingerprint(), expressions));
            } catch (ExpressionException e) {
                broken.put(policy.name(), String.valueOf(e.getMessage()));
            }
        }
        compiled.sort(ORDER);
        return new PolicySet(List.copyOf(compiled), names, broken, written);
    }

    /** Policies that are not in force because of an expression, with the reason. */
    public Map<String, String> broken() {
        return broken;
    }

    /** The names that stand for paths. */
    public Aliases aliases() {
        return names.aliases();
    }

    public int size() {
        return policies.size();
    }

    /** The policies meant for a device's session; none are for one that is retired, or that another ACS has or is to have. */
    public Matched match(Device device, Registration registration) {
        if (policies.isEmpty() || registration.retirement() != null || registration.isAway()) {
            return none;
        }
        var facts = MatchFacts.of(device, registration, tags, events);
        int hash = facts.hashCode();
        int place = (hash ^ hash >>> 16) & KNOWN - 1;
        var entry = known[place];
        if (entry != null && entry.facts().equals(facts)) {
            return entry.matched();
        }
        var fitting = policies.stream()
                .filter(compiled -> facts.fit(compiled.policy().match()))
                .toList();
        var matched = Matched.of(fitting, names, written);
        known[place] = new Known(facts, matched);
        return matched;
    }

    /** The variables of a device: its own over its subscriber's over those of its groups, of which the first by name wins. */
    public Map<String, String> variables(Registration registration) {
        if (names.groups().isEmpty()) {
            return registration.plainVariables();
        }
        var all = new TreeMap<String, String>();
        for (var tag : registration.tags()) {
            names.groups().getOrDefault(tag, Map.of()).forEach(all::putIfAbsent);
        }
        all.putAll(registration.plainVariables());
        return all;
    }
}

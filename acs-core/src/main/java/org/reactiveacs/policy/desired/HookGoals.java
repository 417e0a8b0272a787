package org.reactiveacs.policy.desired;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Compliance;
import org.reactiveacs.device.InstancePattern;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.Secrets;
import org.reactiveacs.policy.Hook;
import org.reactiveacs.policy.Policy;
import org.reactiveacs.policy.hook.HookAnswer;
import org.reactiveacs.policy.hook.HookBody;
import org.reactiveacs.policy.hook.HookQuestion;

/** What hooks say that policies want of the device: asked once in a session, and put beside what the policies say themselves. */
final class HookGoals {

    private static final String SUBJECT = "hook ";

    private final Planning planning;
    private final Matched matched;
    private final List<HookQuestion> questions = new ArrayList<>();
    private final Map<String, Compliance.Entry> failures = new LinkedHashMap<>();
    private final Set<String> silent = new HashSet<>();

    HookGoals(Planning planning, Matched matched) {
        this.planning = planning;
        this.matched = matched;
    }

    /** What must be asked before anything can be set: what a heavier policy's hook wants goes before others. */
    List<HookQuestion> questions() {
        return questions;
    }

    /** Policies whose hook said nothing, of which nobody knows what they want. */
    Set<String> silent() {
        return silent;
    }

    /** The policies with what their hooks said. */
    List<CompiledPolicy> told(List<CompiledPolicy> inForce) {
        var told = new ArrayList<CompiledPolicy>();
        for (var compiled : inForce) {
            var hook = compiled.policy().hook();
            told.add(hook == null ? compiled : told(compiled, hook));
        }
        return told;
    }

    private CompiledPolicy told(CompiledPolicy compiled, Hook hook) {
        var policy = compiled.policy();
        var answer = planning.seen.session().hooks().get(policy.name());
        if (answer == null || answer.revision() != compiled.fingerprint()) {
            silent.add(policy.name());
            ask(compiled, hook);
            return compiled;
        }
        var until = answer.until();
        planning.recheck(until == null ? planning.seen.now() : until);
        var failure = answer.failure();
        if (failure == null) {
            return compiled.wanting(answer.wanted().over(policy.goals()));
        }
        silent.add(policy.name());
        failed(policy, failure);
        return compiled;
    }

    private void failed(Policy policy, HookAnswer.Failure failure) {
        var subject = SUBJECT + policy.name();
        var before = planning.seen.compliance().entry(subject);
        var mark = failure.lasting() ? "lasting" : "";
        int count = before == null ? 1 : before.count() + 1;
        failures.put(
                subject,
                new Compliance.Entry(
                        Compliance.Kind.REFUSED, policy.name(), mark, count, planning.seen.now(), 0, failure.text()));
        trouble(policy, failure.lasting(), failure.text());
    }

    private void trouble(Policy policy, boolean lasting, String text) {
        planning.trouble(SUBJECT + policy.name(), policy, 0, text, lasting ? null : planning.seen.now());
    }

    private void ask(CompiledPolicy compiled, Hook hook) {
        var policy = compiled.policy();
        var parameters = parameters(hook);
        if (parameters == null) {
            return;
        }
        var last = planning.seen.compliance().entry(SUBJECT + policy.name());
        if (last != null) {
            trouble(policy, last.mark().equals("lasting"), last.text());
        }
        var seen = planning.seen;
        var told = new HookBody.Told(
                seen.registration().subscriber(),
                Changed.paths(seen.device()),
                seen.registration().tags(),
                variables(),
                parameters);
        questions.add(new HookQuestion(
                policy.name(),
                compiled.fingerprint(),
                hook,
                seen.device().id(),
                HookBody.of(policy.name(), seen.device(), told)));
    }

    /** The values that a hook is told; null, and they are to be read, if one is not known yet. */
    private @Nullable Map<String, String> parameters(Hook hook) {
        var values = new TreeMap<String, String>();
        boolean ready = true;
        for (var name : hook.parameters()) {
            // Where a name stands for nothing the hook is told nothing.
            var path = matched.aliases().path(name, planning.seen.device());
            if (path == null) {
                continue;
            }
            if (InstancePattern.isOne(path)) {
                var readAt = planning.readAt(List.of(path));
                ready &= readAt != null;
                if (readAt != null) {
                    planning.known.expanded(path, readAt).forEach(one -> put(values, one, planning.known.at(one)));
                }
                continue;
            }
            var parameter = planning.fresh(path);
            if (parameter == null && !planning.isAbsent(path)) {
                planning.reads.add(path);
                ready = false;
            }
            put(values, path, parameter);
        }
        return ready ? values : null;
    }

    private static void put(Map<String, String> values, String path, @Nullable Parameter parameter) {
        if (parameter != null && parameter.value() != null && !Secrets.isSecret(path)) {
            values.put(path, parameter.value());
        }
    }

    /** Variables that people may see. */
    private Map<String, String> variables() {
        var registration = planning.seen.registration();
        var own = registration.plainVariables();
        var shown = new TreeMap<String, String>();
        planning.seen.variables().forEach((name, value) -> {
            boolean isShown = own.containsKey(name)
                    ? registration.shownVariable(name) != null
                    : !matched.hidden().contains(name);
            if (isShown) {
                shown.put(name, value);
            }
        });
        return shown;
    }

    /** What is remembered with what came of the hooks. */
    Compliance remembered(Compliance compliance) {
        var next = compliance;
        for (var failure : failures.entrySet()) {
            next = next.with(failure.getKey(), failure.getValue());
        }
        return next;
    }
}

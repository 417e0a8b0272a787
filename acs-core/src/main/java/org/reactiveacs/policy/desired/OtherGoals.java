package org.reactiveacs.policy.desired;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Compliance;
import org.reactiveacs.policy.Policy;
import org.reactiveacs.policy.PolicyTask;
import org.reactiveacs.policy.WantedFirmware;
import org.reactiveacs.task.TaskSpec;

/** All that policies want besides values and objects. */
final class OtherGoals {

    private static final String FIRMWARE = "firmware";

    /** A session that failed is tried again by the device with the same events, and is no other one. */
    private static final Duration SAME_SESSION = Duration.ofHours(1);

    private final Planning planning;

    OtherGoals(Planning planning) {
        this.planning = planning;
    }

    /** What notification attributes are remembered under. */
    static String notification(String path) {
        return "notification " + path;
    }

    /** What surveys are remembered under. */
    static String survey(String path) {
        return "survey " + path;
    }

    void notifications(List<CompiledPolicy> policies) {
        var decided = new HashSet<String>();
        for (var compiled : policies) {
            compiled.policy().goals().notifications().forEach((name, wanted) -> {
                var path = planning.path(name, compiled.policy());
                if (path != null && decided.add(path)) {
                    boolean optional = compiled.policy().goals().isOptional(name);
                    if (!optional || !planning.isAbsent(path)) {
                        notification(path, wanted, compiled.policy(), optional);
                    }
                }
            });
        }
    }

    private void notification(String path, int wanted, Policy policy, boolean optional) {
        var subject = notification(path);
        var entry = planning.seen.compliance().entry(subject);
        boolean isSame = entry != null && entry.mark().equals(Integer.toString(wanted));
        planning.claim(subject);
        if (optional && planning.isNotOffered(entry) || planning.isRefused(subject, entry, isSame, policy)) {
            return;
        }
        if (entry != null && isSame && entry.kind() == Compliance.Kind.SET && planning.isStillSet(entry)) {
            return;
        }
        var parameter = planning.seen.tree().get(path);
        var attributes = parameter == null ? null : parameter.attributes();
        boolean isTrusted = planning.seen.device().standing().lostAt() == null;
        if (attributes == null || !isTrusted || attributes.notification() != wanted) {
            planning.attributes.add(new Plan.Notify(path, wanted, policy.name()));
        }
    }

    void freshness(List<CompiledPolicy> policies) {
        var spans = new HashMap<String, Duration>();
        for (var compiled : policies) {
            compiled.policy()
                    .goals()
                    .freshness()
                    .forEach((path, span) -> spans.merge(path, span, (a, b) -> a.compareTo(b) < 0 ? a : b));
        }
        spans.forEach((path, span) -> {
            var at = planning.seen.compliance().read().get(survey(path));
            if (at == null
                    || !Known.isAfter(at, planning.known.staleBefore())
                    || !at.plus(span).isAfter(planning.seen.now())) {
                planning.surveys.add(path);
            } else {
                planning.recheck(at.plus(span));
            }
        });
    }

    void tags(List<CompiledPolicy> policies) {
        var there = planning.seen.registration().tags();
        var decided = new HashSet<String>();
        for (var compiled : policies) {
            var policy = compiled.policy();
            for (var tag : policy.goals().addTags()) {
                if (decided.add(tag) && !there.contains(tag)) {
                    planning.tags.add(new Plan.TagChange(tag, true, policy.name()));
                }
            }
            for (var tag : policy.goals().removeTags()) {
                if (decided.add(tag) && there.contains(tag)) {
                    planning.tags.add(new Plan.TagChange(tag, false, policy.name()));
                }
            }
        }
    }

    void firmware(List<CompiledPolicy> policies) {
        Policy heaviest = null;
        WantedFirmware wanted = null;
        for (var compiled : policies) {
            var firmware = compiled.policy().goals().firmware();
            if (firmware == null) {
                continue;
            }
            if (heaviest == null || wanted == null) {
                heaviest = compiled.policy();
                wanted = firmware;
            } else if (compiled.policy().weight() == heaviest.weight()
                    && !firmware.version().equals(wanted.version())) {
                planning.trouble(
                        FIRMWARE,
                        compiled.policy(),
                        0,
                        "policy '" + heaviest.name() + "' weighs as much and wants version " + wanted.version(),
                        null);
            }
        }
        if (heaviest == null || wanted == null) {
            return;
        }
        if (planning.seen.device().softwareVersion().equals(wanted.version())) {
            return;
        }
        boolean underWay = planning.seen.open().stream()
                .anyMatch(task -> task.currentSpec() instanceof TaskSpec.Download download
                        && download.fileType().startsWith("1 "));
        if (underWay) {
            planning.claim(FIRMWARE);
            planning.unfinished();
            return;
        }
        Orders.order(
                planning,
                wanted.download(),
                FIRMWARE,
                heaviest,
                "version " + planning.seen.device().softwareVersion() + " runs, and " + wanted.version()
                        + " was to be brought");
    }

    /** Only when there is nothing else to do. */
    void tasks(List<CompiledPolicy> policies) {
        for (var compiled : policies) {
            var tasks = compiled.policy().goals().tasks();
            for (int i = 0; i < tasks.size(); i++) {
                task(
                        tasks.get(i),
                        "task " + (i + 1) + " of " + compiled.policy().name(),
                        compiled.policy());
            }
        }
    }

    private void task(PolicyTask task, String subject, Policy policy) {
        var entry = planning.seen.compliance().entry(subject);
        var mark = Orders.mark(task.task());
        planning.claim(subject);
        boolean isOncePerSession = policy.match().isOfSomeSessions() || task.after() == PolicyTask.After.CHANGE;
        if (isOncePerSession) {
            if (planning.seen.session().ordered().contains(subject) || isSameSession(entry)) {
                return;
            }
            if (task.after() == PolicyTask.After.CHANGE
                    && !planning.seen.session().changed().contains(policy.name())) {
                return;
            }
        } else if (entry != null && entry.mark().equals(mark)) {
            return;
        }
        planning.orders.add(new Plan.Order(task.task(), policy.name(), subject, mark, 1, Compliance.Kind.DONE));
    }

    private boolean isSameSession(Compliance.@Nullable Entry entry) {
        var visits = planning.seen.device().visits();
        return entry != null
                && !visits.isEmpty()
                && visits.get(0).retryCount() > 0
                && entry.at().plus(SAME_SESSION).isAfter(planning.seen.now());
    }
}

package org.reactiveacs.policy.desired;

import java.nio.charset.StandardCharsets;
import org.reactiveacs.device.Compliance;
import org.reactiveacs.policy.Policy;
import org.reactiveacs.task.TaskJson;
import org.reactiveacs.task.TaskSpec;

/** What is left to tasks, for it must not be done twice: each is ordered again only after it has ended and a while has passed. */
final class Orders {
    private Orders() {}

    /** A mark of a task, which changes with its wording. */
    static String mark(TaskSpec task) {
        var json = new String(TaskJson.write(task), StandardCharsets.UTF_8);
        return Integer.toString(json.hashCode(), Character.MAX_RADIX) + "." + json.length();
    }

    /**
     * Orders a task that is to bring something about, unless one is under way or was tried just now.
     *
     * @param gone what there is to say when it was done and nothing is to be seen of it
     */
    static void order(Planning planning, TaskSpec task, String subject, Policy policy, String gone) {
        planning.claim(subject);
        var entry = planning.seen.compliance().entry(subject);
        var mark = mark(task);
        boolean isSame = entry != null && entry.mark().equals(mark);
        int count = 1;
        if (entry != null && entry.kind() == Compliance.Kind.ORDERED) {
            if (planning.openTask(entry.text()) != null) {
                planning.unfinished();
                return;
            }
            if (isSame && planning.isBelieved(entry)) {
                var retryAt = Retry.of(entry);
                if (retryAt == null || planning.seen.now().isBefore(retryAt)) {
                    planning.trouble(
                            subject, policy, 0, gone + "; task " + entry.text() + " tells what came of it", retryAt);
                    return;
                }
                count = entry.count() + 1;
            }
        }
        planning.orders.add(new Plan.Order(task, policy.name(), subject, mark, count, Compliance.Kind.ORDERED));
    }
}

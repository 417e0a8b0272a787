package org.reactiveacs.session;

import org.jspecify.annotations.Nullable;
import org.reactiveacs.session.work.Answer;
import org.reactiveacs.task.TaskFault;

/**
 * How a request for policies ended.
 *
 * @param fault why it failed, null when it did not
 * @param isLater whether the device will apply it only when it boots next
 */
record Ending(@Nullable TaskFault fault, boolean isLater) {

    static Ending of(Answer answer) {
        if (answer instanceof Answer.Finished finished) {
            return new Ending(
                    null, Integer.valueOf(1).equals(finished.outcome().facts().get("Status")));
        }
        var fault = answer instanceof Answer.Failed failed ? failed.outcome().fault() : null;
        return new Ending(fault == null ? TaskFault.ours("noAnswer", "the device gave no answer") : fault, false);
    }

    static Ending failed(TaskFault fault) {
        return new Ending(fault, false);
    }

    boolean isDone() {
        return fault == null;
    }

    /** Whether the device named this parameter as a reason. */
    boolean blames(String path) {
        return fault != null
                && fault.parameters().stream().anyMatch(one -> one.path().equals(path));
    }

    int code(String path) {
        if (fault == null) {
            return 0;
        }
        for (var one : fault.parameters()) {
            if (one.path().equals(path)) {
                return one.code();
            }
        }
        return fault.code();
    }

    String text(String path, String otherwise) {
        if (fault == null) {
            return otherwise;
        }
        for (var one : fault.parameters()) {
            if (one.path().equals(path) && !one.text().isEmpty()) {
                return one.text();
            }
        }
        return fault.text().isEmpty() ? otherwise : fault.text();
    }
}

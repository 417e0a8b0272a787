package org.reactiveacs.session.work;

import java.util.Map;
import org.reactiveacs.cwmp.CpeResponse;
import org.reactiveacs.cwmp.DeleteObject;
import org.reactiveacs.cwmp.DeleteObjectResponse;
import org.reactiveacs.cwmp.Fault;
import org.reactiveacs.device.TreeChange;
import org.reactiveacs.task.Outcome;

/**
 * Deletes an object instance. What is gone when it is asked for a second time was deleted by the first.
 *
 * @param again whether it may have been asked for before
 */
record DeleteWork(String path, String key, boolean again) implements Work {

    @Override
    public Ask ask(Situation situation) {
        return Ask.repeatable(new DeleteObject(objectPath(), key), key);
    }

    private String objectPath() {
        return path.endsWith(".") ? path : path + ".";
    }

    @Override
    public Answer on(CpeResponse response, Situation situation) {
        if (response instanceof DeleteObjectResponse deleted) {
            return new Answer.Finished(
                    Outcome.ofFacts(Map.of("Status", deleted.status())),
                    Answer.Effects.of(new TreeChange.Removed(objectPath())).confirming(key));
        }
        if (again && response instanceof Fault fault && fault.code() == Faults.INVALID_PARAMETER_NAME) {
            return new Answer.Finished(
                    Outcome.ofFacts(Map.of("Status", 0)), Answer.Effects.of(new TreeChange.Removed(objectPath())));
        }
        return Faults.unexpected(response);
    }
}

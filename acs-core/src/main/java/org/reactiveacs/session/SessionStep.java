package org.reactiveacs.session;

import java.util.List;
import java.util.Set;
import org.reactiveacs.policy.hook.HookQuestion;
import org.reactiveacs.store.Commit;
import org.reactiveacs.store.DeviceStore;

/**
 * What one message led to.
 *
 * @param session the session from here on; when it ends, as it was last
 * @param reply what the CPE is answered, once the changes stand
 * @param view the device with the changes in it
 * @param changes what is to be written
 * @param quirks deviations from the standard that only the session shows, for those who count them
 * @param ends whether the session ends with this
 * @param durable whether the changes must be on disk before the reply is sent
 * @param said what is said of the device in the place of an operator
 * @param outcomes what came of what policies wanted, a word for each value or other thing, for those who count them
 * @param hooks who must be asked before anything is decided: nothing else of this step counts then, and it is made again with {@link
 *     Session#told}
 */
public record SessionStep(
        Session session,
        Reply reply,
        DeviceView view,
        Commit.Changes changes,
        Set<String> quirks,
        boolean ends,
        boolean durable,
        List<Said> said,
        List<String> outcomes,
        List<HookQuestion> hooks) {

    /**
     * What is said of the device in the place of an operator. Written before the step's changes: to say it twice does no harm.
     *
     * @param by who says it, for the audit trail
     * @param changes what
     */
    public record Said(String by, List<DeviceStore.Change> changes) {}

    /** What this step changes, without the end of the session: its visit goes on. */
    public SessionStep staying() {
        var rest = new Commit.Changes(
                null,
                changes.tree(),
                changes.tasks(),
                changes.known(),
                changes.traits(),
                changes.events(),
                changes.compliance(),
                changes.created());
        return new SessionStep(session, reply, view, rest, quirks, false, durable, said, outcomes, List.of());
    }

    /** The end of the session alone, when all else is written. */
    public SessionStep end() {
        var end = new Commit.Changes(changes.device(), null, List.of(), changes.known(), null, List.of());
        return new SessionStep(session, reply, view, end, Set.of(), ends, false, List.of(), List.of(), List.of());
    }

    /** Whether there is anything to write besides the session itself. */
    public boolean changesAnything() {
        return !changes.equals(Commit.Changes.NONE);
    }
}

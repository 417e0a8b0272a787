package org.reactiveacs.session;

import java.util.Set;
import org.reactiveacs.store.Commit;

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
 */
public record SessionStep(
        Session session,
        Reply reply,
        DeviceView view,
        Commit.Changes changes,
        Set<String> quirks,
        boolean ends,
        boolean durable) {

    /** Whether there is anything to write besides the session itself. */
    public boolean changesAnything() {
        return !changes.equals(Commit.Changes.NONE);
    }
}

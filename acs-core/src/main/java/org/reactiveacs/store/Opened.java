package org.reactiveacs.store;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.Earlier;
import org.reactiveacs.device.ModelTraits;
import org.reactiveacs.device.Registration;
import org.reactiveacs.task.Task;

/**
 * The answer to an {@link Arrival}.
 *
 * @param verdict whether a session is open
 * @param device the head with this visit in it; null when refused or replayed
 * @param before what the device was, null at first contact
 * @param registration what operators said of the device
 * @param tasks what is due, oldest first
 * @param traits what was learned of the model
 * @param cutOff the token of the session under way of which this one took the place, null if there was none
 */
public record Opened(
        Verdict verdict,
        @Nullable Device device,
        @Nullable Earlier before,
        Registration registration,
        List<Task> tasks,
        ModelTraits traits,
        @Nullable String cutOff) {

    /** Whether this session took the place of one under way. */
    public boolean superseded() {
        return cutOff != null;
    }
}

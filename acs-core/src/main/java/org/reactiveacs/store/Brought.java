package org.reactiveacs.store;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Credential;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.ParameterTree;

/**
 * What another server knew of a device that is to call here.
 *
 * @param head who it is, when it called there, and what the Informs told that heads hold; without visits, since it never called here
 * @param tree its parameters, with the times at which that server read them
 * @param tags that operators gave it there
 * @param credential what it authenticates with, null if that is not known; good here until the device has used what it is given here
 */
public record Brought(
        Device head,
        ParameterTree tree,
        Set<String> tags,
        @Nullable Credential credential) {
    public Brought {
        if (!head.visits().isEmpty()) {
            throw new IllegalArgumentException(head.id() + " is brought with visits");
        }
        tags = Set.copyOf(tags);
    }
}

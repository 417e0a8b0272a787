package org.reactiveacs.store;

import java.time.Duration;
import org.reactiveacs.device.DeviceId;

/**
 * What a store must know of a session that the engine keeps there: whose it is and when it ends by itself. The engine
 * keeps two kinds: the opening that an Inform was, until the first commit, and the session from then on.
 */
public interface StoredSession {
    DeviceId deviceId();

    /** After how long without a message the session ends. */
    Duration timeout();
}

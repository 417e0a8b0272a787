package org.reactiveacs.store;

import java.time.Duration;
import org.reactiveacs.device.DeviceId;

/**
 * What a store must know of a session that the engine keeps there: whose it is and when it ends by itself. The engine's
 * session implements it.
 */
public interface StoredSession {
    DeviceId deviceId();

    /** After how long without a message the session ends. */
    Duration timeout();
}

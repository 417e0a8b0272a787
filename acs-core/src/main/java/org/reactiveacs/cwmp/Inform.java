package org.reactiveacs.cwmp;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Opens a session: who calls, why, and what changed (TR-069 A6 §A.3.3.1).
 *
 * @param deviceId who calls
 * @param event why, at most 64
 * @param maxEnvelopes 1 by the letter; ignored
 * @param currentTime the CPE's clock; null when empty, unknown or not a time
 * @param retryCount failed attempts at this session so far
 * @param parameterList forced and changed parameters
 */
public record Inform(
        DeviceIdStruct deviceId,
        List<EventStruct> event,
        int maxEnvelopes,
        @Nullable Instant currentTime,
        int retryCount,
        List<ParameterValueStruct> parameterList)
        implements CpeRequest {
    public Inform {
        event = List.copyOf(event);
        parameterList = List.copyOf(parameterList);
    }
}

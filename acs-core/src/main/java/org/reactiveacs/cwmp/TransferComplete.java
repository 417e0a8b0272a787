package org.reactiveacs.cwmp;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tells how a transfer that the ACS asked for ended (TR-069 A6 §A.3.3.2).
 *
 * @param commandKey the key by which the ACS knows the request again, at most 32 characters, may be empty
 * @param faultStruct how it ended; code 0 for success
 * @param startTime when the transfer began; null when unknown or not sent
 * @param completeTime when the transfer was complete; null when unknown or not sent
 */
public record TransferComplete(
        String commandKey,
        FaultStruct faultStruct,
        @Nullable Instant startTime,
        @Nullable Instant completeTime) implements CpeRequest {}

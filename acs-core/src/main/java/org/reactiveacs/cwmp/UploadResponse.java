package org.reactiveacs.cwmp;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The transfer is done or will be (TR-069 A6 §A.4.1.5).
 *
 * @param status 0 transfer done, 1 not yet, a {@link TransferComplete} follows; 0 when the CPE left it out
 * @param startTime when the transfer began; null when unknown or not sent
 * @param completeTime when the transfer was complete; null when unknown or not sent
 */
public record UploadResponse(
        int status, @Nullable Instant startTime, @Nullable Instant completeTime) implements CpeResponse {}

package org.reactiveacs.cwmp;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The transfer is done or will be (TR-069 A6 §A.3.2.8).
 *
 * @param status 0 transfer done, 1 not yet, a {@link TransferComplete} follows; 0 when the CPE left it out
 * @param startTime when the transfer began; null when unknown or not sent
 * @param completeTime when the transfer was complete; null when unknown or not sent
 */
public record DownloadResponse(
        int status, @Nullable Instant startTime, @Nullable Instant completeTime) implements CpeResponse {}

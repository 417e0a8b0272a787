package org.reactiveacs.cwmp;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tells of a transfer that the ACS had not asked for (TR-069 A6 §A.3.3.3). Since CWMP 1.1.
 *
 * @param announceURL where the CPE heard of the file, may be empty
 * @param transferURL where it took or put the file, may be empty
 * @param isDownload false for an upload
 * @param fileType such as {@code 1 Firmware Upgrade Image}, at most 64 characters
 * @param fileSize in bytes, 0 when not known; an unsignedInt on the wire
 * @param targetFileName the name that the file shall have on the CPE, may be empty
 * @param faultStruct how it ended; code 0 for success
 * @param startTime when the transfer began; null when unknown or not sent
 * @param completeTime when the transfer was complete; null when unknown or not sent
 */
public record AutonomousTransferComplete(
        String announceURL,
        String transferURL,
        boolean isDownload,
        String fileType,
        long fileSize,
        String targetFileName,
        FaultStruct faultStruct,
        @Nullable Instant startTime,
        @Nullable Instant completeTime)
        implements CpeRequest {}

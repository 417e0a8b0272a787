package org.reactiveacs.simulator.cpe;

import java.time.Instant;

/**
 * A file that the ACS wants moved.
 *
 * @param event that tells of its end, such as {@code M Download}
 * @param commandKey comes back in TransferComplete
 * @param fileType such as {@code 1 Firmware Upgrade Image}
 * @param url of the file, http or https
 * @param username for the file server when it asks, may be empty
 * @param password for the file server
 * @param fileSize in bytes, 0 when not told
 * @param targetFileName may be empty
 * @param notBefore when to begin
 */
public record Transfer(
        String event,
        String commandKey,
        String fileType,
        String url,
        String username,
        String password,
        long fileSize,
        String targetFileName,
        Instant notBefore) {

    static final String DOWNLOAD = "M Download";
    static final String UPLOAD = "M Upload";
    static final String SCHEDULED_DOWNLOAD = "M ScheduleDownload";

    /** Whether the file comes to the device; false for an upload. */
    public boolean isDownload() {
        return !event.equals(UPLOAD);
    }

    /** Whether it brings new firmware. */
    public boolean isFirmware() {
        return isDownload() && fileType.startsWith("1 ");
    }

    @Override
    public String toString() {
        return event + "[" + commandKey + ", " + url + "]";
    }
}

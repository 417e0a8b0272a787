package org.reactiveacs.cwmp;

import java.util.List;

/**
 * Makes the CPE fetch a file within one or two windows of time (TR-069 A6 §A.4.1.8). Since CWMP 1.2.
 *
 * @param commandKey the key by which the ACS knows the request again, at most 32 characters, may be empty
 * @param fileType such as {@code 1 Firmware Upgrade Image}, at most 64 characters
 * @param url where the file is, at most 256 characters
 * @param username for the file server, empty for none; at most 256 characters
 * @param password for the file server, empty for none; at most 256 characters
 * @param fileSize in bytes, 0 when not known; an unsignedInt on the wire
 * @param targetFileName the name that the file shall have on the CPE, may be empty
 * @param timeWindowList one or two
 */
public record ScheduleDownload(
        String commandKey,
        String fileType,
        String url,
        String username,
        String password,
        long fileSize,
        String targetFileName,
        List<TimeWindowStruct> timeWindowList)
        implements AcsRequest {
    public ScheduleDownload {
        timeWindowList = List.copyOf(timeWindowList);
    }
}

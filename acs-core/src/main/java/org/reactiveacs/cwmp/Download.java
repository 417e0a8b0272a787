package org.reactiveacs.cwmp;

/**
 * Makes the CPE fetch a file (TR-069 A6 §A.3.2.8).
 *
 * @param commandKey the key by which the ACS knows the request again, at most 32 characters, may be empty
 * @param fileType such as {@code 1 Firmware Upgrade Image}, at most 64 characters
 * @param url where the file is, at most 256 characters
 * @param username for the file server, empty for none; at most 256 characters
 * @param password for the file server, empty for none; at most 256 characters
 * @param fileSize in bytes, 0 when not known; an unsignedInt on the wire
 * @param targetFileName the name that the file shall have on the CPE, may be empty
 * @param delaySeconds from the response to the start of the transfer
 * @param successURL for a browser that waits, may be empty
 * @param failureURL for a browser that waits, may be empty
 */
public record Download(
        String commandKey,
        String fileType,
        String url,
        String username,
        String password,
        long fileSize,
        String targetFileName,
        int delaySeconds,
        String successURL,
        String failureURL)
        implements AcsRequest {}

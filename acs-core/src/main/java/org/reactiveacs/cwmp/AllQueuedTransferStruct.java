package org.reactiveacs.cwmp;

/**
 * A transfer in the CPE's queue, whoever asked for it (TR-069 A6 §A.4.1.7).
 *
 * @param commandKey the key by which the ACS knows the request again, at most 32 characters, may be empty
 * @param state 1 not yet started, 2 in progress, 3 completed
 * @param isDownload false for an upload
 * @param fileType such as {@code 1 Firmware Upgrade Image}, at most 64 characters
 * @param fileSize in bytes, 0 when not known; an unsignedInt on the wire
 * @param targetFileName the name that the file shall have on the CPE, may be empty
 */
public record AllQueuedTransferStruct(
        String commandKey, int state, boolean isDownload, String fileType, long fileSize, String targetFileName) {}

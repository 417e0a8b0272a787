package org.reactiveacs.cwmp;

/**
 * Makes the CPE send a file (TR-069 A6 §A.4.1.5).
 *
 * @param commandKey the key by which the ACS knows the request again, at most 32 characters, may be empty
 * @param fileType such as {@code 3 Vendor Configuration File 1}
 * @param url where to put it, at most 256 characters
 * @param username for the file server, empty for none; at most 256 characters
 * @param password for the file server, empty for none; at most 256 characters
 * @param delaySeconds from the response to the start of the transfer
 */
public record Upload(String commandKey, String fileType, String url, String username, String password, int delaySeconds)
        implements AcsRequest {}

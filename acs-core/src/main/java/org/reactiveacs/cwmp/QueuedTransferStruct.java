package org.reactiveacs.cwmp;

/**
 * A transfer that the CPE still has to do or is doing (TR-069 A6 §A.4.1.1).
 *
 * @param commandKey the key by which the ACS knows the request again, at most 32 characters, may be empty
 * @param state 1 not yet started, 2 in progress, 3 completed
 */
public record QueuedTransferStruct(String commandKey, int state) {}

package org.reactiveacs.cwmp;

/**
 * Takes back a transfer that has not begun (TR-069 A6 §A.4.1.9). Since CWMP 1.2.
 *
 * @param commandKey of the request that started it
 */
public record CancelTransfer(String commandKey) implements AcsRequest {}

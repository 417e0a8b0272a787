package org.reactiveacs.cwmp;

/**
 * Restarts the CPE after the session (TR-069 A6 §A.3.2.9).
 *
 * @param commandKey comes back in the event {@code M Reboot}; at most 32 characters
 */
public record Reboot(String commandKey) implements AcsRequest {}

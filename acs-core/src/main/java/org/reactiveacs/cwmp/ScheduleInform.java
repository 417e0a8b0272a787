package org.reactiveacs.cwmp;

/**
 * Makes the CPE call again at a certain time (TR-069 A6 §A.4.1.2).
 *
 * @param delaySeconds from now, more than 0
 * @param commandKey comes back in the event {@code M ScheduleInform}; at most 32 characters
 */
public record ScheduleInform(int delaySeconds, String commandKey) implements AcsRequest {}

package org.reactiveacs.cwmp;

/**
 * One reason for a session (TR-069 A6 §3.7.1.5).
 *
 * @param eventCode such as {@code 2 PERIODIC}, {@code M Reboot} or {@code X 00D09E Alarm}; blanks around it are not kept
 * @param commandKey the key of the request that caused it, empty for most events
 */
public record EventStruct(String eventCode, String commandKey) {}

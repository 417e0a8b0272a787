package org.reactiveacs.cwmp;

/**
 * A browser of the subscriber was sent here through the CPE (TR-069 A6 §A.4.2.1). Deprecated.
 *
 * @param command what to do, at most 32 characters
 * @param referer the page it came from
 * @param arg for the command
 * @param next where the browser goes next
 */
public record Kicked(String command, String referer, String arg, String next) implements CpeRequest {}

package org.reactiveacs.cwmp;

/**
 * Lets the session go on (TR-069 A6 §A.3.3.1).
 *
 * @param maxEnvelopes 1
 */
public record InformResponse(int maxEnvelopes) implements AcsResponse {}

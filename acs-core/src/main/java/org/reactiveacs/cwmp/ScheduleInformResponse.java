package org.reactiveacs.cwmp;

/**
 * The CPE will call (TR-069 A6 §A.4.1.2). Carries no argument.
 */
public record ScheduleInformResponse() implements CpeResponse {}

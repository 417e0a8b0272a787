package org.reactiveacs.cwmp;

/**
 * The transfer is scheduled (TR-069 A6 §A.4.1.8). Carries no argument.
 */
public record ScheduleDownloadResponse() implements CpeResponse {}

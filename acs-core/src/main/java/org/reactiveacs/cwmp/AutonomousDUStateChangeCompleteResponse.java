package org.reactiveacs.cwmp;

/**
 * The ACS knows of the change (TR-069 A6 §A.4.2.4). Carries no argument.
 */
public record AutonomousDUStateChangeCompleteResponse() implements AcsResponse {}

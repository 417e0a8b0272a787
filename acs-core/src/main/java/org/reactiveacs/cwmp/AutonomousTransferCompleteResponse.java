package org.reactiveacs.cwmp;

/**
 * The ACS knows of the transfer (TR-069 A6 §A.3.3.3). Carries no argument.
 */
public record AutonomousTransferCompleteResponse() implements AcsResponse {}

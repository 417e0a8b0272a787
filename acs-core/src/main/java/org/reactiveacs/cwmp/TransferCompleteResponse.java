package org.reactiveacs.cwmp;

/**
 * The ACS knows of the transfer (TR-069 A6 §A.3.3.2). Carries no argument.
 */
public record TransferCompleteResponse() implements AcsResponse {}

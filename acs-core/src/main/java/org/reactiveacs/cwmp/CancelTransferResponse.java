package org.reactiveacs.cwmp;

/**
 * The transfer will not take place (TR-069 A6 §A.4.1.9). Carries no argument.
 */
public record CancelTransferResponse() implements CpeResponse {}

package org.reactiveacs.cwmp;

/**
 * The operations will be performed (TR-069 A6 §A.4.1.10). Carries no argument.
 */
public record ChangeDUStateResponse() implements CpeResponse {}

package org.reactiveacs.cwmp;

/**
 * Asks the other side which RPCs it knows (TR-069 A6 §A.3.1.1). Carries no argument.
 */
public record GetRPCMethods() implements CpeRequest, AcsRequest {}

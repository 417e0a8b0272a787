package org.reactiveacs.cwmp;

/**
 * Asks for transfers under way that the ACS started (TR-069 A6 §A.4.1.1). Deprecated. Carries no argument.
 */
public record GetQueuedTransfers() implements AcsRequest {}

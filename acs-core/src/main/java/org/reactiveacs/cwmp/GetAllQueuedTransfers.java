package org.reactiveacs.cwmp;

/**
 * Asks for all transfers under way (TR-069 A6 §A.4.1.7). Since CWMP 1.1. Carries no argument.
 */
public record GetAllQueuedTransfers() implements AcsRequest {}

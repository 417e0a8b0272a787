package org.reactiveacs.cwmp;

/**
 * Puts the CPE back to its factory state after the session (TR-069 A6 §A.4.1.6). Carries no argument.
 */
public record FactoryReset() implements AcsRequest {}

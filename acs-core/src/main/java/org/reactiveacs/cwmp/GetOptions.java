package org.reactiveacs.cwmp;

/**
 * Asks for the state of options (TR-069 A6 §A.4.1.4). Deprecated.
 *
 * @param optionName which option; empty for all
 */
public record GetOptions(String optionName) implements AcsRequest {}

package org.reactiveacs.cwmp;

/**
 * Asks which parameters and objects there are (TR-069 A6 §A.3.2.3).
 *
 * @param parameterPath a parameter or a partial path; empty for the top
 * @param nextLevel true for the next level below only
 */
public record GetParameterNames(String parameterPath, boolean nextLevel) implements AcsRequest {}

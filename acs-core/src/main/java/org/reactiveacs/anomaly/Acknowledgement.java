package org.reactiveacs.anomaly;

import java.time.Instant;

/**
 * That an operator has taken note of an anomaly.
 *
 * @param since the anomaly's: it is not for one of the same kind that comes later
 * @param by who
 * @param at when
 */
public record Acknowledgement(Instant since, String by, Instant at) {}

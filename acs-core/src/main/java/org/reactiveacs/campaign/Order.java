package org.reactiveacs.campaign;

import java.time.Instant;

/**
 * An operator's order.
 *
 * @param number from 1 on
 * @param verb what
 * @param by who
 * @param at when
 */
public record Order(long number, Verb verb, String by, Instant at) {}

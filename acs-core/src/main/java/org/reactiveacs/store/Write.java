package org.reactiveacs.store;

import java.time.Instant;
import org.reactiveacs.port.Actor;

/**
 * What every write of an operator carries.
 *
 * @param operation unique a write: when it comes twice, the second gives the result of the first and changes nothing
 * @param actor who
 * @param at when, by the clock of the node
 */
public record Write(String operation, Actor actor, Instant at) {}

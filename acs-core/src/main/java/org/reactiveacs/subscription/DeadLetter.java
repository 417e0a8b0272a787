package org.reactiveacs.subscription;

import java.time.Instant;

/**
 * Events that could not be delivered.
 *
 * @param id sorts after those of letters before
 * @param at when they were given up
 * @param why in words for operators
 * @param events how many they are
 * @param body what was to be delivered
 */
public record DeadLetter(String id, Instant at, String why, int events, String body) {}

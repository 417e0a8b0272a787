package org.reactiveacs.library;

import java.time.Instant;

/**
 * A policy as it was written.
 *
 * @param name which it goes by
 * @param version which revision this is, from 1 on
 * @param at when it was written
 * @param by who wrote it
 * @param json what it says; a document that came in YAML says the same in JSON
 */
public record PolicyDocument(String name, long version, Instant at, String by, String json) {}

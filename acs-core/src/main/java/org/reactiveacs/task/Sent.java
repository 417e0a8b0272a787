package org.reactiveacs.task;

import java.time.Instant;
import java.util.List;

/**
 * The request that is out for a task, written before it is sent. When no answer comes it says what to look for.
 *
 * @param rpc the RPC's name
 * @param key the CommandKey or ParameterKey that it carries, empty if it has none
 * @param at when it was sent
 * @param repeatable whether sending it again does no harm
 * @param names how many names a read asked for, 0 for other requests
 * @param instances the instances that the object had before an AddObject
 * @param instancesKnown whether {@code instances} tells anything
 */
public record Sent(
        String rpc,
        String key,
        Instant at,
        boolean repeatable,
        int names,
        List<String> instances,
        boolean instancesKnown) {
    public Sent {
        instances = List.copyOf(instances);
    }
}

package org.reactiveacs.store.redis;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many trees this node has packed against each schema: enough to tell when a dictionary is worth its room. How many
 * trees name a schema stands in the partitions' counters.
 */
final class TreeCounts {

    private final Map<String, LongAdder> bySchema = new ConcurrentHashMap<>();

    void add(String schema) {
        bySchema.computeIfAbsent(schema, id -> new LongAdder()).increment();
    }

    long of(String schema) {
        var count = bySchema.get(schema);
        return count == null ? 0 : count.sum();
    }
}

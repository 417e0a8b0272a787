package org.reactiveacs.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.Map;

/** Says what those meters mean whose makers do not. To be given to a registry before any meter is. */
public final class Descriptions implements MeterFilter {
    private static final Map<String, String> MISSING = Map.of(
            "netty.allocator.memory.used", "Memory that network buffers have been given",
            "netty.allocator.memory.pinned", "Memory of network buffers that is in use",
            "netty.allocator.pooled.arenas", "Arenas of network buffers",
            "netty.allocator.pooled.cache.size", "Size of the caches of network buffers",
            "netty.allocator.pooled.threadlocal.caches", "Threads that keep network buffers of their own",
            "netty.allocator.pooled.chunk.size", "Size of a chunk of network buffers",
            "netty.eventexecutor.tasks.pending", "Tasks that wait on an event loop");

    @Override
    public Meter.Id map(Meter.Id id) {
        String description = MISSING.get(id.getName());
        return description == null || id.getDescription() != null
                ? id
                : new Meter.Id(id.getName(), Tags.of(id.getTags()), id.getBaseUnit(), description, id.getType());
    }
}

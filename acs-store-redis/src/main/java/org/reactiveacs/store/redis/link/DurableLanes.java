package org.reactiveacs.store.redis.link;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A lane for each node that durable writes went to. */
final class DurableLanes {
    private final Wire wire;
    private final int replicas;
    private final long waitMillis;
    private final Map<RedisUrl.Server, DurableLane> lanes = new ConcurrentHashMap<>();

    /** @param waitMillis how long a WAIT may take, less than a command may */
    DurableLanes(Wire wire, int replicas, long waitMillis) {
        this.wire = wire;
        this.replicas = replicas;
        this.waitMillis = waitMillis;
    }

    CompletionStage<@Nullable Object> submit(Call call) {
        var asked = call.asked();
        var home = asked == null ? wire.home(call.key()) : asked;
        return lanes.computeIfAbsent(home, this::lane).submit(call);
    }

    private DurableLane lane(RedisUrl.Server home) {
        return new DurableLane(
                () -> wire.connection(home),
                new MarkKeys(slot -> wire.homeOfSlot(slot).equals(home)),
                replicas,
                waitMillis);
    }
}

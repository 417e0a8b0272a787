package org.reactiveacs.store.redis.link;

import io.lettuce.core.resource.ClientResources;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line for each of somebody's event loops: who asks Redis on such a loop is answered on it, and no other thread has to be
 * woken. Thread-safe.
 */
final class LoopLines implements AutoCloseable {

    private final List<LoopLine> lines = new ArrayList<>();

    private record LoopLine(EventLoop loop, Connector connector, Line line) {}

    /** Connects on each loop; blocks until all are. */
    LoopLines(RedisSettings settings, ClientResources resources, Iterable<EventExecutor> loops, Duration patience) {
        try {
            for (EventExecutor executor : loops) {
                var loop = (EventLoop) executor;
                var connector = Connector.of(
                        settings,
                        resources
                                .mutate()
                                .eventLoopGroupProvider(new OneLoop(loop))
                                .nettyCustomizer(new FlushTogether())
                                .build());
                try {
                    lines.add(new LoopLine(loop, connector, Line.open(connector, loop, patience)));
                } catch (RuntimeException e) {
                    connector.close();
                    throw e;
                }
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The line of the loop that asks; null when none of them does. */
    @Nullable
    Line here() {
        for (var one : lines) {
            if (one.loop().inEventLoop()) {
                return one.line();
            }
        }
        return null;
    }

    boolean areAlive() {
        return lines.stream().allMatch(one -> one.line().isAlive());
    }

    @Override
    public void close() {
        lines.forEach(one -> one.line().close());
        lines.forEach(one -> one.connector().close());
    }
}

package org.reactiveacs.store.redis.link;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection to the one primary, whose address the Sentinels tell anew at each reconnect if there are any. */
final class SingleWire implements Wire {

    private static final Logger LOG = LoggerFactory.getLogger(SingleWire.class);

    /** Not more often: a primary that nobody finds is no reason for a storm of connections. */
    private static final long RENEW_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final RedisUrl.Server primary;
    private final Supplier<CompletionStage<StatefulRedisConnection<byte[], byte[]>>> connect;
    private final AtomicBoolean renewing = new AtomicBoolean();
    private volatile StatefulRedisConnection<byte[], byte[]> connection;
    private volatile long renewed = System.nanoTime() - RENEW_NANOS;
    private volatile boolean closed;

    SingleWire(RedisClient client, RedisURI uri, RedisUrl.Server primary) {
        this.primary = primary;
        this.connect = () -> client.connectAsync(ByteArrayCodec.INSTANCE, uri);
        this.connection = client.connect(ByteArrayCodec.INSTANCE, uri);
    }

    @Override
    public RedisClusterAsyncCommands<byte[], byte[]> commands() {
        return connection.async();
    }

    @Override
    public RedisUrl.Server homeOfSlot(int slot) {
        return primary;
    }

    @Override
    public CompletionStage<StatefulRedisConnection<byte[], byte[]>> connection(RedisUrl.Server home) {
        return CompletableFuture.completedFuture(connection);
    }

    @Override
    public void lookAgain() {
        renew(); // A replica answered: whoever is the primary now, a new connection finds it.
    }

    @Override
    public CompletionStage<Void> ping() {
        return connection.async().ping().thenAccept(pong -> {});
    }

    @Override
    public void renew() {
        if (closed || System.nanoTime() - renewed < RENEW_NANOS || !renewing.compareAndSet(false, true)) {
            return;
        }
        renewed = System.nanoTime();
        connect.get().whenComplete((fresh, error) -> {
            renewing.set(false);
            if (error != null) {
                LOG.debug("redis connection not renewed primary={} reason=\"{}\"", primary, error.toString());
                return;
            }
            var stale = connection;
            connection = fresh;
            (closed ? fresh : stale).closeAsync();
            LOG.info("redis connection renewed primary={}", primary);
        });
    }

    @Override
    public boolean isConnected() {
        return connection.isOpen();
    }

    @Override
    public void close() {
        closed = true;
        connection.close();
    }
}

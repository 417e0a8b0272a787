package org.reactiveacs.store.redis.link;

import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.models.role.RedisNodeDescription;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Connections to every master of a Cluster. */
final class ClusterWire implements Wire {

    /** The topology is read anew at most this often, however many keys have moved. */
    private static final long REFRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final RedisClusterClient client;
    private final StatefulRedisClusterConnection<byte[], byte[]> connection;
    private final AtomicLong refreshed = new AtomicLong(System.nanoTime() - REFRESH_NANOS);

    ClusterWire(RedisClusterClient client) {
        this.client = client;
        this.connection = client.connect(ByteArrayCodec.INSTANCE);
    }

    @Override
    public RedisClusterAsyncCommands<byte[], byte[]> commands() {
        return connection.async();
    }

    @Override
    public RedisUrl.Server homeOfSlot(int slot) {
        var node = client.getPartitions().getPartitionBySlot(slot);
        if (node == null) {
            throw new RedisException("no master of the Cluster has slot " + slot);
        }
        return new RedisUrl.Server(node.getUri().getHost(), node.getUri().getPort());
    }

    @Override
    public CompletionStage<StatefulRedisConnection<byte[], byte[]>> connection(RedisUrl.Server home) {
        return connection.getConnectionAsync(home.host(), home.port());
    }

    @Override
    public void lookAgain() {
        long last = refreshed.get();
        long now = System.nanoTime();
        if (now - last >= REFRESH_NANOS && refreshed.compareAndSet(last, now)) {
            client.refreshPartitionsAsync();
        }
    }

    @Override
    public CompletionStage<Void> ping() {
        var pongs = client.getPartitions().stream()
                .filter(node -> node.getRole() == RedisNodeDescription.Role.UPSTREAM && !node.hasNoSlots())
                .map(this::ping)
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(pongs);
    }

    private CompletableFuture<String> ping(RedisClusterNode node) {
        return connection
                .getConnectionAsync(node.getUri().getHost(), node.getUri().getPort())
                .thenCompose(one -> one.async().ping());
    }

    @Override
    public void renew() {
        client.refreshPartitionsAsync(); // A master that hangs loses its slots, and its connection with them.
    }

    @Override
    public boolean isConnected() {
        return connection.isOpen();
    }

    @Override
    public void close() {
        connection.close();
    }
}

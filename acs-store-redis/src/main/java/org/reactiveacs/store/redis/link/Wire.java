package org.reactiveacs.store.redis.link;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.concurrent.CompletionStage;

/** One set of connections: to the primary, or to every node of a Cluster. Thread-safe. */
interface Wire extends AutoCloseable {

    /** Commands that find the right node by themselves. */
    RedisClusterAsyncCommands<byte[], byte[]> commands();

    /** The node that has a key now; what it is called means nothing but to {@link #connection}. */
    default RedisUrl.Server home(byte[] key) {
        return homeOfSlot(SlotHash.getSlot(key));
    }

    /** As {@link #home}, by the key's slot. */
    RedisUrl.Server homeOfSlot(int slot);

    /** The connection to one node; errors as those of commands. */
    CompletionStage<StatefulRedisConnection<byte[], byte[]>> connection(RedisUrl.Server home);

    /** To be called when a key was not at its {@link #home}. */
    void lookAgain();

    /** Asks every primary for a sign of life. */
    CompletionStage<Void> ping();

    /** To be called when a sign of life came too late: a connection may be to a host that is gone. */
    void renew();

    /** Whether there is a connection now, as far as is known. */
    boolean isConnected();

    @Override
    void close();
}

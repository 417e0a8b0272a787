package org.reactiveacs.store.redis.link;

import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;

/**
 * Connections beside those that all share, for commands that block. One that blocks for longer than a command may take
 * fails with a time-out.
 */
public final class Side implements AutoCloseable {
    private final Wire wire;

    Side(Wire wire) {
        this.wire = wire;
    }

    /** Commands, sent to the node that has the key. They are not tried again, and their errors are Lettuce's. */
    public RedisClusterAsyncCommands<byte[], byte[]> commands() {
        return wire.commands();
    }

    /** To be called after a time-out: the connection may be to a host that is gone, and another one is made. */
    public void renew() {
        wire.renew();
    }

    @Override
    public void close() {
        wire.close();
    }
}

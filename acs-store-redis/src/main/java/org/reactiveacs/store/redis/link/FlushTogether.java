package org.reactiveacs.store.redis.link;

import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.handler.flush.FlushConsolidationHandler;

/**
 * Has what sessions ask of Redis in one turn of their event loop go out in one system call: Redis reads it at once, too, and
 * runs one script after the other while it has them in its caches.
 */
final class FlushTogether implements NettyCustomizer {
    private static final int MOST = 256;

    @Override
    public void afterChannelInitialized(Channel channel) {
        channel.pipeline().addFirst(new FlushConsolidationHandler(MOST, true));
    }
}

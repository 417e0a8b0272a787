package org.reactiveacs.simulator.client;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.util.concurrent.atomic.LongAdder;

/** Counts the bytes of all connections, with HTTP's headers and TLS but without those of TCP and IP. */
@ChannelHandler.Sharable
public final class Traffic extends ChannelDuplexHandler {
    private final LongAdder sent = new LongAdder();
    private final LongAdder received = new LongAdder();

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes) {
            received.add(bytes.readableBytes());
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf bytes) {
            sent.add(bytes.readableBytes());
        }
        context.write(message, promise);
    }

    /** From the CPEs to the ACS. */
    public long sent() {
        return sent.sum();
    }

    /** From the ACS to the CPEs. */
    public long received() {
        return received.sum();
    }
}

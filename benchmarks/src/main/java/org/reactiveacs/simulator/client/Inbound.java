package org.reactiveacs.simulator.client;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpResponse;

/** The end of a connection's pipeline: hands answers to whoever uses the connection now. */
final class Inbound extends SimpleChannelInboundHandler<FullHttpResponse> {
    private final Receiver receiver;

    /** Uses a connection. */
    interface Receiver {
        /** An answer; it is released afterwards. */
        void received(FullHttpResponse response);

        /** The connection is closed. */
        void closed(Channel gone);

        /** The connection is of no use any more. */
        void broken(Throwable cause);
    }

    Inbound(Receiver receiver) {
        this.receiver = receiver;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
        receiver.received(response);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        receiver.closed(context.channel());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        receiver.broken(cause);
        context.close();
    }
}

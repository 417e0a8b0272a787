package org.reactiveacs.endpoint;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContentDecompressor;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;

/** Gives its place to a decompressor once a request says that its body is compressed, which hardly any CPE does. */
final class InflatesWhenAsked extends ChannelInboundHandlerAdapter {

    private static final int MAX_INFLATED_CHUNK = 1024 * 1024;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof HttpRequest head && head.headers().contains(HttpHeaderNames.CONTENT_ENCODING)) {
            var decompressor = new HttpContentDecompressor(MAX_INFLATED_CHUNK);
            var pipeline = context.pipeline();
            pipeline.replace(this, context.name(), decompressor);
            decompressor.channelRead(pipeline.context(decompressor), message);
        } else {
            context.fireChannelRead(message);
        }
    }
}

package org.reactiveacs.endpoint;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpContentDecompressor;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;

/** Compressed bodies: hardly any CPE sends one, so a connection gets a decompressor only when one comes. */
final class Inflation {

    private static final String NAME = "inflate";
    private static final int MAX_CHUNK = 1024 * 1024;

    private Inflation() {}

    /** Whether a request's body is compressed and nothing on its connection undoes that yet. */
    static boolean isNeeded(HttpRequest head, ChannelHandlerContext context) {
        return head.headers().contains(HttpHeaderNames.CONTENT_ENCODING)
                && context.pipeline().get(NAME) == null;
    }

    /** Sets a decompressor before a handler, and has the request go through it first. */
    static void begin(HttpRequest head, ChannelHandlerContext context) throws Exception {
        var decompressor = new HttpContentDecompressor(MAX_CHUNK);
        context.pipeline().addBefore(context.name(), NAME, decompressor);
        decompressor.channelRead(context.pipeline().context(NAME), head);
    }
}

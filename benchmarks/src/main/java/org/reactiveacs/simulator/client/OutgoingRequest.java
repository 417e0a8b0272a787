package org.reactiveacs.simulator.client;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A POST of a CPE; an empty one goes without SOAPAction and Content-Type. */
final class OutgoingRequest {
    private static final String USER_AGENT = "ReactiveACS-Simulator";
    private static final int PIECES = 20;
    private static final int PIECE_EVERY_MILLIS = 100;

    private final AcsUrl url;
    private final byte[] body;
    private final @Nullable String cookie;
    private final @Nullable String authorization;

    /**
     * A request.
     *
     * @param body may be empty
     * @param cookie null for none
     * @param authorization null for none
     */
    OutgoingRequest(AcsUrl url, byte[] body, @Nullable String cookie, @Nullable String authorization) {
        this.url = url;
        this.body = body;
        this.cookie = cookie;
        this.authorization = authorization;
    }

    /** Writes it as well or as badly as a manner says. */
    void send(Channel channel, Manner manner) {
        switch (manner) {
            case ORDINARY, LOST_ANSWER -> whole(channel, body);
            case SLOW -> slowly(channel);
            case HALF_OPEN -> half(channel);
            case CUT_OFF -> {
                half(channel);
                channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            }
            case MALFORMED -> whole(channel, Arrays.copyOf(body, body.length * 2 / 3));
        }
    }

    private void whole(Channel channel, byte[] content) {
        channel.write(head(content.length));
        channel.writeAndFlush(new DefaultLastHttpContent(Unpooled.wrappedBuffer(content)));
    }

    private void half(Channel channel) {
        channel.write(head(body.length));
        channel.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(body, 0, body.length / 2)));
    }

    private void slowly(Channel channel) {
        channel.writeAndFlush(head(body.length));
        piece(channel, 0);
    }

    private void piece(Channel channel, int number) {
        int from = body.length * number / PIECES;
        int to = body.length * (number + 1) / PIECES;
        boolean isLast = to >= body.length;
        var bytes = Unpooled.wrappedBuffer(body, from, to - from);
        channel.writeAndFlush(isLast ? new DefaultLastHttpContent(bytes) : new DefaultHttpContent(bytes));
        if (!isLast && channel.isActive()) {
            channel.eventLoop().schedule(() -> piece(channel, number + 1), PIECE_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private HttpRequest head(int length) {
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, url.target());
        request.headers()
                .set(HttpHeaderNames.HOST, url.host())
                .set(HttpHeaderNames.USER_AGENT, USER_AGENT)
                .set(HttpHeaderNames.CONTENT_LENGTH, length);
        if (length > 0) {
            request.headers()
                    .set(HttpHeaderNames.CONTENT_TYPE, "text/xml; charset=utf-8")
                    .set("SOAPAction", "");
        }
        if (cookie != null) {
            request.headers().set(HttpHeaderNames.COOKIE, cookie);
        }
        if (authorization != null) {
            request.headers().set(HttpHeaderNames.AUTHORIZATION, authorization);
        }
        return request;
    }
}

package org.reactiveacs.simulator.wake;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.util.function.IntConsumer;
import org.reactiveacs.simulator.client.AcsUrl;
import org.reactiveacs.simulator.client.Credentials;

/** One connection request: a GET, and a second one with the proof that the first answer asks for. */
final class WakeExchange extends SimpleChannelInboundHandler<FullHttpResponse> {
    private static final int UNAUTHORIZED = 401;

    private final AcsUrl url;
    private final Credentials credentials;
    private final IntConsumer result;
    private boolean isOver;

    /** Tells the status of the last answer, or {@link WakeCounts#NOTHING}, once. */
    WakeExchange(AcsUrl url, Credentials credentials, IntConsumer result) {
        this.url = url;
        this.credentials = credentials;
        this.result = result;
    }

    AcsUrl url() {
        return url;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        get(context);
    }

    private void get(ChannelHandlerContext context) {
        FullHttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, url.target());
        request.headers().set(HttpHeaderNames.HOST, url.host());
        String authorization = credentials.authorization("GET", url.target());
        if (authorization != null) {
            request.headers().set(HttpHeaderNames.AUTHORIZATION, authorization);
        }
        context.writeAndFlush(request);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
        int status = response.status().code();
        if (status == UNAUTHORIZED
                && credentials.challenged(response.headers().getAll(HttpHeaderNames.WWW_AUTHENTICATE))) {
            get(context);
            return;
        }
        end(status);
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end(WakeCounts.NOTHING);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        end(WakeCounts.NOTHING);
        context.close();
    }

    void end(int status) {
        if (!isOver) {
            isOver = true;
            result.accept(status);
        }
    }
}

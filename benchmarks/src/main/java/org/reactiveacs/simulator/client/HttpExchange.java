package org.reactiveacs.simulator.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Posts one body after the other and hands over the answers. One connection for all, a new one only when the server
 * closed it. Belongs to one event loop.
 */
final class HttpExchange {
    private static final int MAX_ANSWER_BYTES = 4 << 20;
    private static final String USER_AGENT = "ReactiveACS-Simulator";

    private final CpeLine line;
    private final Answers answers;
    private @Nullable Channel channel;
    private @Nullable ScheduledFuture<?> timeout;
    private boolean isWaiting;
    private boolean isClosed;

    /** Takes what comes back. */
    interface Answers {
        /** An answer; the response is released afterwards. */
        void answered(FullHttpResponse response);

        /** No answer will come. */
        void failed(String reason);
    }

    /**
     * The headers that vary.
     *
     * @param cookie null for none
     * @param authorization null for none
     */
    record Headers(@Nullable String cookie, @Nullable String authorization) {}

    HttpExchange(CpeLine line, Answers answers) {
        this.line = line;
        this.answers = answers;
    }

    /** Posts a body; an empty one without SOAPAction and Content-Type. */
    void post(AcsUrl url, byte[] body, Headers headers) {
        isWaiting = true;
        Channel open = channel;
        if (open != null && open.isActive()) {
            write(open, url, body, headers);
            return;
        }
        line.network()
                .bootstrap(line.loop())
                .handler(new Pipeline(url))
                .connect(url.address(), line.source() == null ? null : new InetSocketAddress(line.source(), 0))
                .addListener((io.netty.channel.ChannelFuture connecting) -> {
                    if (isClosed) {
                        connecting.channel().close();
                    } else if (connecting.isSuccess()) {
                        channel = connecting.channel();
                        write(connecting.channel(), url, body, headers);
                    } else {
                        fail("cannot connect to " + url.host() + ": " + reason(connecting.cause()));
                    }
                });
    }

    /** Closes the connection; nothing is handed over any more. */
    void close() {
        isClosed = true;
        stopWaiting();
        if (channel != null) {
            channel.close();
        }
    }

    /** The next body goes over a new connection. */
    void forgetConnection() {
        if (channel != null) {
            Channel old = channel;
            channel = null;
            old.close();
        }
    }

    private void write(Channel open, AcsUrl url, byte[] body, Headers headers) {
        ByteBuf content = body.length == 0 ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body);
        FullHttpRequest request =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, url.target(), content);
        request.headers()
                .set(HttpHeaderNames.HOST, url.host())
                .set(HttpHeaderNames.USER_AGENT, USER_AGENT)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        if (body.length > 0) {
            request.headers()
                    .set(HttpHeaderNames.CONTENT_TYPE, "text/xml; charset=utf-8")
                    .set("SOAPAction", "");
        }
        if (headers.cookie() != null) {
            request.headers().set(HttpHeaderNames.COOKIE, headers.cookie());
        }
        if (headers.authorization() != null) {
            request.headers().set(HttpHeaderNames.AUTHORIZATION, headers.authorization());
        }
        timeout = line.loop()
                .schedule(
                        () -> fail("no answer within "
                                + line.network().answerTimeout().toSeconds() + " s"),
                        line.network().answerTimeout().toMillis(),
                        TimeUnit.MILLISECONDS);
        open.writeAndFlush(request);
    }

    private void take(FullHttpResponse response) {
        if (!isWaiting) {
            return;
        }
        stopWaiting();
        if (!HttpUtil.isKeepAlive(response)) {
            forgetConnection();
        }
        answers.answered(response);
    }

    private void fail(String reason) {
        if (isWaiting) {
            stopWaiting();
            answers.failed(reason);
        }
    }

    private void stopWaiting() {
        isWaiting = false;
        if (timeout != null) {
            timeout.cancel(false);
            timeout = null;
        }
    }

    /** What the innermost cause says; those around it only tell that something failed. */
    private static String reason(@Nullable Throwable failure) {
        Throwable cause = failure;
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause == null ? null : cause.getMessage();
        return message == null ? String.valueOf(cause) : message;
    }

    private final class Pipeline extends ChannelInitializer<Channel> {
        private final AcsUrl url;

        Pipeline(AcsUrl url) {
            this.url = url;
        }

        @Override
        protected void initChannel(Channel created) {
            if (url.isTls()) {
                SslHandler tls = line.network()
                        .tls()
                        .newHandler(
                                created.alloc(),
                                url.address().getHostString(),
                                url.address().getPort());
                created.pipeline().addLast("tls", tls);
            }
            created.pipeline()
                    .addLast("http", new HttpClientCodec())
                    .addLast("whole", new HttpObjectAggregator(MAX_ANSWER_BYTES))
                    .addLast("answers", new Inbound());
        }
    }

    private final class Inbound extends SimpleChannelInboundHandler<FullHttpResponse> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
            take(response);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (context.channel() == channel) {
                fail("the server closed the connection without an answer");
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            fail("connection broken: " + reason(cause));
            context.close();
        }
    }
}

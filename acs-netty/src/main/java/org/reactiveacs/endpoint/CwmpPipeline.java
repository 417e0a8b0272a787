package org.reactiveacs.endpoint;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The handlers of a CPE's connection, in order. */
final class CwmpPipeline extends ChannelInitializer<SocketChannel> {

    private static final int MAX_INITIAL_LINE = 4096;
    private static final int CHUNK = 8192;

    private final Optional<Handshakes> tls;
    private final int maxHeaderBytes;
    private final Endpoint endpoint;
    private final ConcurrentHashMap<EventLoop, Scheduler> schedulers = new ConcurrentHashMap<>();

    CwmpPipeline(Optional<Handshakes> tls, int maxHeaderBytes, Endpoint endpoint) {
        this.tls = tls;
        this.maxHeaderBytes = maxHeaderBytes;
        this.endpoint = endpoint;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        InetSocketAddress remote = channel.remoteAddress();
        if (remote == null) {
            channel.close(); // Gone before it was looked at.
            return;
        }
        endpoint.connections().add(channel);
        channel.pipeline()
                .addLast(
                        "preamble",
                        new Preamble(
                                remote.getAddress(), endpoint, (context, facts) -> addRest(context.pipeline(), facts)));
    }

    private void addRest(ChannelPipeline pipeline, ConnectionFacts facts) {
        if (tls.isPresent()) {
            var handler = tls.get().begin(pipeline.channel().alloc());
            pipeline.addLast("tls", handler);
            pipeline.addLast("handshake", new AfterHandshake(tls.get(), handler, facts));
        } else {
            addHttp(pipeline, facts);
        }
    }

    private void addHttp(ChannelPipeline pipeline, ConnectionFacts facts) {
        pipeline.addLast("http", new HttpRequestDecoder(MAX_INITIAL_LINE, maxHeaderBytes, CHUNK));
        pipeline.addLast(
                "cwmp",
                new CwmpHandler(endpoint, facts, scheduler(pipeline.channel().eventLoop())));
    }

    private Scheduler scheduler(EventLoop loop) {
        return schedulers.computeIfAbsent(loop, Schedulers::fromExecutor);
    }

    /** Adds the rest once it is known whose certificate the other end has shown. */
    private final class AfterHandshake extends ChannelInboundHandlerAdapter {
        private final Handshakes handshakes;
        private final SslHandler tls;
        private final ConnectionFacts facts;
        private final long begun = System.currentTimeMillis();

        AfterHandshake(Handshakes handshakes, SslHandler tls, ConnectionFacts facts) {
            this.handshakes = handshakes;
            this.tls = tls;
            this.facts = facts;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (!(event instanceof SslHandshakeCompletionEvent handshake)) {
                context.fireUserEventTriggered(event);
                return;
            }
            if (!handshake.isSuccess()) {
                handshakes.failed(handshake.cause());
                context.close();
                return;
            }
            if (!handshakes.accepts(tls.engine(), begun)) {
                context.close();
                return;
            }
            addHttp(context.pipeline(), facts.shown(ClientCertificates.commonName(tls.engine())));
            context.pipeline().remove(this);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close(); // A failed handshake was counted above.
        }
    }
}

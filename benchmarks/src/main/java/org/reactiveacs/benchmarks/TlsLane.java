package org.reactiveacs.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.internal.tcnative.SSL;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One client that makes one handshake after the other, each with the next node in turn, and keeps its newest ticket. Each
 * connection sends one empty message, and is closed when the answer comes.
 */
final class TlsLane {
    private static final byte[] NOTHING =
            "POST / HTTP/1.1\r\nHost: acs\r\nContent-Length: 0\r\n\r\n".getBytes(US_ASCII);

    /** As CPEs have them. OpenSSL would offer ML-KEM, too, which costs more than all the rest of a handshake. */
    private static final String[] GROUPS = {"X25519", "P-256"};

    private final List<Integer> ports;
    private final EventLoop loop;
    private final LoadCounters counters;
    private final SslContext tls12 = context("TLSv1.2");
    private final SslContext tls13 = context("TLSv1.3");
    private int connections;

    /** Null while nothing is to be done. */
    private volatile @Nullable TlsPhase phase;

    private boolean isRunning;

    TlsLane(List<Integer> ports, EventLoop loop, LoadCounters counters) {
        this.ports = ports;
        this.loop = loop;
        this.counters = counters;
    }

    private static SslContext context(String protocol) {
        try {
            SslContext context = SslContextBuilder.forClient()
                    .sslProvider(SslProvider.OPENSSL)
                    .protocols(protocol)
                    .option(OpenSslContextOption.GROUPS, GROUPS.clone())
                    .trustManager(InsecureTrustManagerFactory.INSTANCE)
                    .endpointIdentificationAlgorithm(null)
                    .build();
            // Netty asks for no tickets until it is told of keys, even where it needs none.
            ((OpenSslSessionContext) context.sessionContext()).setTicketKeys();
            return context;
        } catch (SSLException e) {
            throw new IllegalStateException("OpenSSL is needed", e);
        }
    }

    /** Goes on to another sort of handshakes; null stops it after the one under way. */
    void set(@Nullable TlsPhase next) {
        phase = next;
        loop.execute(() -> {
            if (!isRunning) {
                isRunning = true;
                connect();
            }
        });
    }

    private void connect() {
        TlsPhase now = phase;
        if (now == null) {
            isRunning = false;
            return;
        }
        new Bootstrap()
                .group(loop)
                .channel(EpollSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        SslHandler tls = handler(channel, now);
                        channel.pipeline().addLast(tls, new Handshake(now, tls));
                    }
                })
                .connect(new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), ports.get(connections++ % ports.size())))
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        counters.ended(false);
                        loop.schedule(this::connect, 10, TimeUnit.MILLISECONDS);
                    }
                });
    }

    private SslHandler handler(Channel channel, TlsPhase now) {
        SslContext context = now.protocol().equals("TLSv1.2") ? tls12 : tls13;
        // Sessions are kept by the name of the server: without one there is none to go on with.
        return now.resumed() ? context.newHandler(channel.alloc(), "acs", 7547) : context.newHandler(channel.alloc());
    }

    private final class Handshake extends ChannelInboundHandlerAdapter {
        private final TlsPhase phase;
        private final SslHandler tls;
        private boolean isOver;

        Handshake(TlsPhase phase, SslHandler tls) {
            this.phase = phase;
            this.tls = tls;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (!(event instanceof SslHandshakeCompletionEvent handshake)) {
                return;
            }
            if (!handshake.isSuccess()) {
                end(context, false);
                return;
            }
            // With TLS 1.3 the next ticket comes with what the server says next.
            context.writeAndFlush(Unpooled.wrappedBuffer(NOTHING));
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ReferenceCountUtil.release(message);
            end(context, isAsExpected());
        }

        private boolean isAsExpected() {
            return SSL.isSessionReused(((ReferenceCountedOpenSslEngine) tls.engine()).sslPointer()) == phase.resumed();
        }

        private void end(ChannelHandlerContext context, boolean isGood) {
            if (!isOver) {
                isOver = true;
                counters.ended(isGood);
                context.close().addListener(closed -> connect());
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            end(context, false);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            end(context, false);
        }
    }
}

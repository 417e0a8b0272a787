package org.reactiveacs.simulator.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.reactiveacs.cwmp.CwmpWriter;

/** Event loops and what all connections of a fleet share; epoll where the system has it. */
public final class CpeNetwork implements AutoCloseable {
    private static final int CONNECT_MILLIS = 10_000;

    private final EventLoopGroup loops;
    private final SslContext tls;
    private final Duration answerTimeout;
    private final ConcurrentHashMap<String, AcsUrl> urls = new ConcurrentHashMap<>();
    private final ThreadLocal<CwmpWriter> writers = ThreadLocal.withInitial(CwmpWriter::new);

    /**
     * Starts the event loops.
     *
     * @param threads how many
     * @param trustAll whether any certificate of an ACS will do
     * @param answerTimeout how long a CPE waits for an answer
     */
    public CpeNetwork(int threads, boolean trustAll, Duration answerTimeout) {
        IoHandlerFactory handlers = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        this.loops = new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("cpe", true), handlers);
        this.tls = clientContext(trustAll);
        this.answerTimeout = answerTimeout;
    }

    private static SslContext clientContext(boolean trustAll) {
        SslContextBuilder builder = SslContextBuilder.forClient();
        if (trustAll) {
            builder.trustManager(InsecureTrustManagerFactory.INSTANCE).endpointIdentificationAlgorithm("");
        }
        try {
            return builder.build();
        } catch (SSLException e) {
            throw new IllegalStateException("TLS for clients cannot be set up", e);
        }
    }

    /** An event loop for a device. */
    public EventLoop next() {
        return loops.next();
    }

    Bootstrap bootstrap(EventLoop loop) {
        return new Bootstrap()
                .group(loop)
                .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .option(ChannelOption.TCP_NODELAY, true);
    }

    SslContext tls() {
        return tls;
    }

    Duration answerTimeout() {
        return answerTimeout;
    }

    CwmpWriter writer() {
        return writers.get();
    }

    /** A URL as read before; IllegalArgumentException when it is none. */
    AcsUrl url(String text) {
        return urls.computeIfAbsent(text, AcsUrl::of);
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}

package org.reactiveacs.simulator.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.reactiveacs.cwmp.CwmpWriter;

/** Event loops and what all connections of a fleet share; epoll where the system has it. */
public final class CpeNetwork implements AutoCloseable {
    private static final int CONNECT_MILLIS = 10_000;
    private static final int BACKLOG = 4_096;

    private final EventLoopGroup loops;
    private final SslContext tls;
    private final Duration answerTimeout;
    private final Sockets sockets;
    private final Traffic traffic = new Traffic();
    private final ConcurrentHashMap<String, AcsUrl> urls = new ConcurrentHashMap<>();
    private final ThreadLocal<CwmpWriter> writers = ThreadLocal.withInitial(CwmpWriter::new);

    /**
     * Starts the event loops.
     *
     * @param threads how many
     * @param trust which certificates of an ACS will do
     * @param answerTimeout how long a CPE waits for an answer
     * @param sockets how many there may be
     */
    public CpeNetwork(int threads, Trust trust, Duration answerTimeout, Sockets sockets) {
        IoHandlerFactory handlers = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        this.loops = new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("cpe", true), handlers);
        this.tls = trust.forNetty();
        this.answerTimeout = answerTimeout;
        this.sockets = sockets;
    }

    /** An event loop for a device. */
    public EventLoop next() {
        return loops.next();
    }

    /** Makes connections; with epoll, ports are chosen for a source and a destination together, so that they last. */
    public Bootstrap bootstrap(EventLoop loop) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .option(ChannelOption.TCP_NODELAY, true);
        return Epoll.isAvailable() ? bootstrap.option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true) : bootstrap;
    }

    /** For servers that CPEs have themselves. */
    public ServerBootstrap listener() {
        return new ServerBootstrap()
                .group(loops)
                .channel(Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG);
    }

    /** How many connections there may be and were. */
    public Sockets sockets() {
        return sockets;
    }

    /** What went over them. */
    public Traffic traffic() {
        return traffic;
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

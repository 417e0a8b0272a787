package org.reactiveacs.endpoint;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.NettyRuntime;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The event loops on which CPEs are served, one a processor. They are made before the store and closed after it, so that the
 * store can have a connection on each: a session's messages and what it asks of the store then stay on one thread.
 */
public final class CwmpLoops implements AutoCloseable {

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(
            NettyRuntime.availableProcessors(), new DefaultThreadFactory("acs-cwmp"), ioHandler());

    private static IoHandlerFactory ioHandler() {
        return Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    }

    /** What listens on them. */
    Class<? extends ServerChannel> listenerType() {
        return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    /** The loops themselves. */
    public EventLoopGroup group() {
        return group;
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }
}

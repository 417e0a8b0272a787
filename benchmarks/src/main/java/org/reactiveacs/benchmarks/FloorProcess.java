package org.reactiveacs.benchmarks;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * The least that a server can do: take HTTP, tokenize the XML, answer the same each time. Says {@code port N}, and {@code challenging N}
 * where it first wants credentials, whatever they are.
 */
public final class FloorProcess {
    static final String CHALLENGING = "challenging";

    private FloorProcess() {}

    public static void main(String[] arguments) {
        var loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        System.out.println("port " + listen(loop, false));
        System.out.println(CHALLENGING + " " + listen(loop, true));
    }

    private static int listen(EventLoopGroup loop, boolean challenges) {
        Channel channel = new ServerBootstrap()
                .group(loop)
                .channel(EpollServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel accepted) {
                        accepted.pipeline().addLast(new HttpServerCodec(), new FloorHandler(challenges));
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }
}

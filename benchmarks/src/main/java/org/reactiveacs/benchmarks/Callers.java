package org.reactiveacs.benchmarks;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.reactiveacs.simulator.client.Credentials;

/** Devices that call in turn, each over a new connection. Belongs to its event loop. */
final class Callers {
    /**
     * The kernel tries again after a second whom a full queue has turned away. That would be a session that calls a second
     * time, so those that have no connection by then are taken for refused.
     */
    private static final int CONNECT_MILLIS = 900;

    private static final int AGAIN_MILLIS = 10;

    private final InetSocketAddress server;
    private final PreparedInforms informs;
    private final EventLoop loop;
    private final List<String> login;
    private int device;

    /** @param login name and password, or nothing */
    Callers(int port, PreparedInforms informs, EventLoop loop, List<String> login) {
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.informs = informs;
        this.loop = loop;
        this.login = login;
    }

    EventLoop loop() {
        return loop;
    }

    /**
     * The next one calls.
     *
     * @param ended hears how its session ended
     * @param next is run once its connection is closed, or a little after there was none
     */
    void call(Consumer<LoadConnection.Outcome> ended, Runnable next) {
        device = (device + 1) % informs.devices();
        byte[] inform = informs.get(device);
        new Bootstrap()
                .group(loop)
                .channel(EpollSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new LoadConnection(
                                        inform,
                                        login.isEmpty() ? null : new Credentials(login.get(0), login.get(1)),
                                        ended,
                                        next));
                    }
                })
                .connect(server)
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        ended.accept(LoadConnection.Outcome.UNCONNECTED);
                        loop.schedule(next, AGAIN_MILLIS, TimeUnit.MILLISECONDS);
                    }
                });
    }
}

package org.reactiveacs.benchmarks;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.reactiveacs.simulator.client.Credentials;

/**
 * The load: {@code LoadProcess PORT DEVICES CONNECTIONS WARMUP-SECONDS SECONDS [USERNAME PASSWORD]}.
 *
 * <p>Says {@code begin BYTES} (of a request with an Inform) and {@code end GOOD BAD SECONDS} around what is measured.
 */
public final class LoadProcess {
    private final InetSocketAddress server;
    private final PreparedInforms informs;
    private final LoadCounters counters = new LoadCounters();
    private final EventLoop loop;
    private final List<String> login;
    private int device;
    private volatile boolean stopping;

    private LoadProcess(int port, int devices, EventLoop loop, List<String> login) {
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.informs = new PreparedInforms(SessionCost.fleet(port, devices), port);
        this.loop = loop;
        this.login = login;
    }

    public static void main(String[] arguments) throws InterruptedException {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        LoadProcess load = new LoadProcess(
                Integer.parseInt(arguments[0]),
                Integer.parseInt(arguments[1]),
                group.next(),
                List.of(arguments).subList(5, arguments.length));
        for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
            load.loop.execute(load::nextSession);
        }
        TimeUnit.SECONDS.sleep(Integer.parseInt(arguments[3]));
        long good = load.counters.good();
        long bad = load.counters.bad();
        long start = System.nanoTime();
        System.out.println("begin " + load.informs.averageBytes());
        TimeUnit.SECONDS.sleep(Integer.parseInt(arguments[4]));
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.println("end " + (load.counters.good() - good) + ' ' + (load.counters.bad() - bad) + ' ' + seconds);
        load.stopping = true;
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private void nextSession() {
        if (stopping) {
            return;
        }
        device = (device + 1) % informs.devices();
        byte[] inform = informs.get(device);
        new Bootstrap()
                .group(loop)
                .channel(EpollSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new LoadConnection(
                                        inform,
                                        login.isEmpty() ? null : new Credentials(login.get(0), login.get(1)),
                                        outcome -> counters.ended(outcome == LoadConnection.Outcome.SERVED),
                                        LoadProcess.this::nextSession));
                    }
                })
                .connect(server)
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        counters.ended(false);
                        loop.schedule(this::nextSession, 10, TimeUnit.MILLISECONDS);
                    }
                });
    }
}

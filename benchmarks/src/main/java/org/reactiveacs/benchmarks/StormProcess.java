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
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.reactiveacs.simulator.load.Probe;
import org.reactiveacs.simulator.load.Recovery;

/**
 * A storm: {@code StormProcess PORT DEVICES RATE SECONDS AROUND}. Ordinary sessions are begun 20 times a second all the while: so
 * many seconds before the storm, under it, and as long after it. Says {@code storm}, {@code over} and {@code end} with {@link StormFigures}.
 */
public final class StormProcess {
    private static final double PROBES_A_SECOND = 20;
    private static final long MOST_NANOS = TimeUnit.MINUTES.toNanos(1);

    /**
     * The kernel tries again after a second whom a full queue has turned away. That would be a session that calls a second
     * time, so those that have no connection by then are taken for refused.
     */
    private static final int CONNECT_MILLIS = 900;

    private final InetSocketAddress server;
    private final PreparedInforms informs;
    private final EventLoop loop;
    private final Histogram times = new Histogram(MOST_NANOS, 3);
    private final Histogram late = new Histogram(MOST_NANOS, 3);
    private final List<Probe> probes = new ArrayList<>();
    private final Map<LoadConnection.Outcome, Long> outcomes = new EnumMap<>(LoadConnection.Outcome.class);
    private int device;

    private StormProcess(int port, int devices, EventLoop loop) {
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.informs = new PreparedInforms(SessionCost.fleet(port, devices), port);
        this.loop = loop;
    }

    public static void main(String[] arguments) throws Exception {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        StormProcess storm =
                new StormProcess(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), group.next());
        double rate = Double.parseDouble(arguments[2]);
        int seconds = Integer.parseInt(arguments[3]);
        long around = TimeUnit.SECONDS.toNanos(Integer.parseInt(arguments[4]));
        long begin = System.nanoTime();
        long start = begin + around;
        long end = start + TimeUnit.SECONDS.toNanos(seconds);
        long last = end + around;
        OpenLoop ordinary = new OpenLoop(PROBES_A_SECOND, begin, last, storm::probe);
        OpenLoop load = new OpenLoop(rate, start, end, due -> storm.storm(due, end));
        var turns = storm.loop.scheduleWithFixedDelay(
                () -> {
                    long now = System.nanoTime();
                    ordinary.at(now);
                    load.at(now);
                },
                0,
                1,
                TimeUnit.MILLISECONDS);
        sayAt(start, "storm");
        sayAt(end, "over");
        sleepUntil(last);
        turns.cancel(false);
        System.out.println("end "
                + storm.loop.submit(() -> storm.figures(start, end, last)).get().line());
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private static void sayAt(long nanos, String word) throws InterruptedException {
        sleepUntil(nanos);
        System.out.println(word);
    }

    private static void sleepUntil(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
    }

    private void probe(long due) {
        // One that is not let in or refused counts as slow, for it would have to come again.
        session(outcome -> probes.add(
                new Probe(due, outcome == LoadConnection.Outcome.SERVED ? System.nanoTime() - due : MOST_NANOS)));
    }

    private void storm(long due, long end) {
        late.recordValue(Math.min(MOST_NANOS, System.nanoTime() - due));
        session(outcome -> {
            long now = System.nanoTime();
            if (outcome == LoadConnection.Outcome.SERVED) {
                times.recordValue(Math.min(MOST_NANOS, now - due));
                if (now > end) {
                    return; // Served from what had piled up, which would make the storm's rate look better.
                }
            }
            outcomes.merge(outcome, 1L, Long::sum);
        });
    }

    private void session(Consumer<LoadConnection.Outcome> ended) {
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
                        channel.pipeline().addLast(new LoadConnection(inform, null, ended, () -> {}));
                    }
                })
                .connect(server)
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        ended.accept(LoadConnection.Outcome.UNCONNECTED);
                    }
                });
    }

    private long count(LoadConnection.Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    private StormFigures figures(long start, long end, long last) {
        Recovery recovery = new Recovery(probes, start);
        double recovered = recovery.seconds(last).orElse(-1);
        return new StormFigures(
                count(LoadConnection.Outcome.SERVED),
                count(LoadConnection.Outcome.REFUSED),
                count(LoadConnection.Outcome.UNCONNECTED),
                count(LoadConnection.Outcome.FAILED),
                times.getValueAtPercentile(50) / 1e6,
                times.getValueAtPercentile(99) / 1e6,
                late.getValueAtPercentile(99) / 1e6,
                recovery.usualMillis(),
                recovered < 0 ? -1 : Math.max(0, recovered * 1000 - (end - start) / 1e6));
    }
}

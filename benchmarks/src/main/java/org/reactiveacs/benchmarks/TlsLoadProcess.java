package org.reactiveacs.benchmarks;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The load of handshakes: {@code TlsLoadProcess PORT,PORT... CONNECTIONS WARMUP-MILLIS MILLIS ROUNDS}. All sorts take turns, so
 * that whatever else the machine does meets each of them.
 *
 * <p>Says {@code begin} and {@code end GOOD BAD SECONDS} around each sort in each round, the warm-up being round 0.
 */
public final class TlsLoadProcess {
    private TlsLoadProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        List<Integer> ports =
                Stream.of(arguments[0].split(",", -1)).map(Integer::valueOf).toList();
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        LoadCounters counters = new LoadCounters();
        List<TlsLane> lanes = Stream.generate(() -> new TlsLane(ports, group.next(), counters))
                .limit(Integer.parseInt(arguments[1]))
                .toList();
        for (int round = 0; round <= Integer.parseInt(arguments[4]); round++) {
            for (TlsPhase phase : TlsPhase.ALL) {
                run(lanes, phase, counters, Long.parseLong(arguments[round == 0 ? 2 : 3]));
            }
        }
        lanes.forEach(lane -> lane.set(null));
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private static void run(List<TlsLane> lanes, TlsPhase phase, LoadCounters counters, long millis)
            throws InterruptedException {
        lanes.forEach(lane -> lane.set(phase));
        TimeUnit.MILLISECONDS.sleep(100); // Those of the sort before come to their end.
        long good = counters.good();
        long bad = counters.bad();
        long start = System.nanoTime();
        System.out.println("begin");
        TimeUnit.MILLISECONDS.sleep(millis);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(Locale.ROOT, "end %d %d %.6f%n", counters.good() - good, counters.bad() - bad, seconds);
    }
}

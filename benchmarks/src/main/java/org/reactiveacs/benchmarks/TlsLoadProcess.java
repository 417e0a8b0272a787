package org.reactiveacs.benchmarks;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The load of handshakes: {@code TlsLoadProcess CONNECTIONS}. Says {@code ready} and does what it is told on stdin:
 *
 * <ul>
 *   <li>{@code nodes PORT PORT...}: from now on handshakes are with these, and begin with the next sort
 *   <li>{@code handshakes PROTOCOL RESUMED}: goes on to this sort, see {@link TlsPhase#order()}
 *   <li>{@code count}: says the {@link LoadCounters#answer()} of them
 *   <li>{@code stop}: makes none from now on
 * </ul>
 */
public final class TlsLoadProcess {
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final LoadCounters counters = new LoadCounters();
    private final int connections;
    private List<TlsLane> lanes = List.of();

    private TlsLoadProcess(int connections) {
        this.connections = connections;
    }

    public static void main(String[] arguments) throws IOException {
        var load = new TlsLoadProcess(Integer.parseInt(arguments[0]));
        System.out.println("ready");
        var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (var order = orders.readLine(); order != null; order = orders.readLine()) {
            load.obey(List.of(order.split(" ", -1)));
        }
        System.exit(0); // Whoever told it what to do is gone.
    }

    private void obey(List<String> order) {
        var words = order.subList(1, order.size());
        switch (order.get(0)) {
            case "nodes" -> {
                set(null);
                var ports = words.stream().map(Integer::valueOf).toList();
                lanes = Stream.generate(() -> new TlsLane(ports, group.next(), counters))
                        .limit(connections)
                        .toList();
            }
            case "handshakes" -> set(TlsPhase.ordered(words));
            case LoadCounters.QUESTION -> System.out.println(counters.answer());
            case "stop" -> set(null);
            default -> throw new IllegalArgumentException("told to " + order);
        }
    }

    private void set(@Nullable TlsPhase phase) {
        lanes.forEach(lane -> lane.set(phase));
    }
}

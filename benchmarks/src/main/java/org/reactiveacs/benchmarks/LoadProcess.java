package org.reactiveacs.benchmarks;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The load: {@code LoadProcess DEVICES}. Says {@code ready} and does what it is told on stdin:
 *
 * <ul>
 *   <li>{@code server PORT [USERNAME PASSWORD]}: from now on devices call this one, once those that call another are through
 *   <li>{@code connections N}: from now on so many sessions go on at a time, which may be none
 *   <li>{@code rate N}: from now on so many sessions are begun a second, whatever becomes of those before, which may be none
 *   <li>{@code count}: says the {@link LoadCounters#answer()} of these
 *   <li>{@code bytes}: says {@code bytes N}, of a request with an Inform on average
 *   <li>{@code storm RATE SECONDS AROUND}: makes a {@link Storm}
 * </ul>
 */
public final class LoadProcess {
    private final PreparedInforms informs;
    private final EventLoop loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory()).next();
    private final LoadCounters counters = new LoadCounters();
    private volatile Callers callers;
    private int wanted;
    private int running;
    private @Nullable Future<?> turns;

    private LoadProcess(int devices) {
        informs = new PreparedInforms(devices);
        callers = new Callers(0, informs, loop, List.of());
    }

    public static void main(String[] arguments) throws Exception {
        var load = new LoadProcess(Integer.parseInt(arguments[0]));
        System.out.println("ready");
        var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (var order = orders.readLine(); order != null; order = orders.readLine()) {
            load.obey(List.of(order.split(" ", -1)));
        }
        System.exit(0); // Whoever told it what to do is gone.
    }

    private void obey(List<String> order) throws Exception {
        switch (order.get(0)) {
            case "server" ->
                callers = new Callers(Integer.parseInt(order.get(1)), informs, loop, order.subList(2, order.size()));
            case "connections" -> {
                int count = Integer.parseInt(order.get(1));
                loop.execute(() -> want(count));
            }
            case "rate" -> {
                double rate = Double.parseDouble(order.get(1));
                loop.execute(() -> begin(rate));
            }
            case LoadCounters.QUESTION -> System.out.println(counters.answer());
            case "bytes" -> System.out.println("bytes " + informs.averageBytes());
            case "storm" ->
                new Storm(callers)
                        .run(
                                Double.parseDouble(order.get(1)),
                                Integer.parseInt(order.get(2)),
                                Integer.parseInt(order.get(3)));
            default -> throw new IllegalArgumentException("told to " + order);
        }
    }

    private void want(int count) {
        wanted = count;
        while (running < wanted) {
            running++;
            nextSession();
        }
    }

    private void begin(double rate) {
        if (turns != null) {
            turns.cancel(false);
        }
        if (rate > 0) {
            OpenLoop open =
                    new OpenLoop(rate, System.nanoTime(), Long.MAX_VALUE, due -> callers.call(this::ended, () -> {}));
            turns = loop.scheduleWithFixedDelay(() -> open.at(System.nanoTime()), 0, 1, TimeUnit.MILLISECONDS);
        }
    }

    private void ended(LoadConnection.Outcome outcome) {
        counters.ended(outcome == LoadConnection.Outcome.SERVED);
    }

    private void nextSession() {
        if (running > wanted) {
            running--;
            return;
        }
        callers.call(this::ended, this::nextSession);
    }
}

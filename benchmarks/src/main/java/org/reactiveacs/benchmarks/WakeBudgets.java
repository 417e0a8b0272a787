package org.reactiveacs.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;
import tools.jackson.databind.JsonNode;

/**
 * Measures how soon a device does what is ordered, asked to call for it each time, while the server has nothing else to do and while it
 * serves seven tenths of what it can; and how long it takes to ask a whole fleet.
 */
final class WakeBudgets {
    private static final double CALM_MILLIS = 50;
    private static final double LOADED_MILLIS = 1_000;
    private static final int SECONDS = 60;

    /** What a node of a large fleet has at least. */
    private static final double CORES = 8;

    /** Live devices may take longer by this much beside dead ones. */
    private static final double SLOWED = 1.2;

    private static final int TIMES = 2;

    /** Numbers of devices have six digits. */
    private static final String LIVE = "serial ~ " + WakeProcess.SERIAL + "00*";

    /** Those that call by themselves do not listen. */
    private static final String DEAD = "serial ~ " + SessionCost.SERIAL + "00*";

    private static final int SOME = 9_999;
    private static final int FLEET = 500_000;
    private static final double LOAD = 0.7;
    private static final int ORDERS_A_SECOND = 20;
    private static final int WARM_UP = 50;
    private static final long MOST_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int POLL_MILLIS = 200;

    private final Plan plan;
    private final Path directory;
    private final Consumer<String> out;

    /**
     * How much is done.
     *
     * @param devices that can be asked
     * @param orders of one device each
     * @param callers of ordinary sessions beside them, 0 to leave that out
     * @param mostWarmup seconds for which the server may warm up
     */
    record Plan(int devices, int orders, int callers, int mostWarmup) {}

    WakeBudgets(Plan plan, Path directory, Consumer<String> out) {
        this.plan = plan;
        this.directory = directory;
        this.out = out;
    }

    List<Budget> measure() throws IOException, InterruptedException {
        try (Child server = Child.start(
                SessionCost.BOTH_CORES,
                ServerProcess.class,
                "embedded:" + directory.resolve("wake"),
                "connreq.networks=127.0.0.0/8",
                // All devices are at one address, and it is the server that is measured.
                "connreq.perNetwork.perSecond=0",
                "connreq.perNetwork.atOnce=0",
                "connreq.username=" + WakeProcess.USERNAME,
                "connreq.password=" + WakeProcess.PASSWORD,
                "connreq.linger=0s")) {
            int port = SessionCost.port(server);
            OperatorApi api = new OperatorApi(Integer.parseInt(server.await("api")));
            try (Child fleet = Child.start(
                    SessionCost.BOTH_CORES,
                    JavaOptions.ordinary().withHeap("2g"),
                    WakeProcess.class,
                    port,
                    plan.devices(),
                    0)) {
                fleet.await("ready");
                fleet.pin(SessionCost.LOAD_CORE);
                return measured(server, port, api);
            }
        }
    }

    private List<Budget> measured(Child server, int port, OperatorApi api) throws IOException, InterruptedException {
        ordered(api, Math.min(WARM_UP, plan.orders()));
        server.pin(SessionCost.SERVER_CORE);
        Orders calm = ordered(api, plan.orders());
        out.accept("calm: " + calm.text());
        List<Budget> budgets = new ArrayList<>();
        budgets.add(Budget.most(
                "from order to confirmation, p50",
                "ms",
                CALM_MILLIS,
                calm.times().getValueAtPercentile(50) / 1e6,
                calm.text()));
        budgets.add(loaded(server, port, api));
        budgets.add(fleet(server, api));
        budgets.add(besideTheDead(api));
        return budgets;
    }

    private Budget loaded(Child server, int port, OperatorApi api) throws IOException, InterruptedException {
        String what = "from order to confirmation at 70 % load, p99";
        if (plan.callers() == 0) {
            return Budget.unmeasured(what, "ms", LOADED_MILLIS, "only without --quick");
        }
        SessionCost.introduce(server, port, plan.callers(), null);
        try (Load load = Load.start(LoadProcess.class, plan.callers())) {
            SessionCost.begin(load, port, null);
            SessionCost.warmUp(load, server, plan.mostWarmup(), out);
            Work capacity = load.watch(server, TimeUnit.SECONDS.toMillis(5));
            SessionCost.stop(load);
            double rate = capacity.perSecond() * LOAD;
            load.tell("rate " + rate);
            SessionCost.settle();
            Orders loaded = ordered(api, plan.orders());
            Work beside = load.watch(server, TimeUnit.SECONDS.toMillis(1));
            load.tell("rate 0");
            SessionCost.settle();
            String how = String.format(
                    Locale.ROOT,
                    "%s; %.0f of %.0f ordinary sessions/s beside them",
                    loaded.text(),
                    beside.perSecond(),
                    capacity.perSecond());
            out.accept("at 70 % load: " + how);
            return Budget.most(what, "ms", LOADED_MILLIS, loaded.times().getValueAtPercentile(99) / 1e6, how);
        }
    }

    /** Asks all devices, and says how many cores it takes to ask a large fleet within a minute. */
    private Budget fleet(Child server, OperatorApi api) throws IOException, InterruptedException {
        ProcessorTime before = server.processorTime();
        long began = System.nanoTime();
        String order = api.wake("");
        // Those that cannot be called are asked again for half a minute, which is nothing that others wait for.
        awaitProgress(api, order, progress -> progress.at("/reached").asInt() >= plan.devices());
        double seconds = (System.nanoTime() - began) / 1e9;
        double cpu = server.processorTime().since(before).workSeconds();
        JsonNode progress = awaitProgress(api, order, never -> false);
        int reached = progress.at("/reached").asInt();
        double each = cpu / Math.max(1, reached);
        String how = String.format(
                Locale.ROOT,
                "%,d of %,d reached by one order in %.1f s on one core, with their sessions; %.3f ms CPU each; not reached: %s",
                reached,
                progress.at("/total").asInt(),
                seconds,
                each * 1000,
                progress.at("/failed"));
        out.accept("bulk: " + how);
        return Budget.most(
                String.format(Locale.ROOT, "%,d connection requests in %d s", FLEET, SECONDS),
                "cores",
                CORES,
                each * FLEET / SECONDS,
                how);
    }

    /** Asks some devices alone, and again together with as many whom nothing reaches, as it did not when the whole fleet was asked. */
    private Budget besideTheDead(OperatorApi api) throws IOException, InterruptedException {
        String what = "live devices beside as many dead ones / alone";
        if (plan.callers() == 0) {
            return Budget.unmeasured(what, "", SLOWED, "only without --quick");
        }
        double alone = 0;
        double beside = 0;
        for (int i = 0; i < TIMES; i++) {
            alone += secondsUntilReached(api, LIVE);
            beside += secondsUntilReached(api, LIVE + " or " + DEAD);
        }
        String how = String.format(
                Locale.ROOT,
                "%,d of each; %.1f s alone, %.1f s beside the others",
                some(),
                alone / TIMES,
                beside / TIMES);
        out.accept(what + ": " + how);
        return Budget.most(what, "", SLOWED, beside / alone, how);
    }

    /** Devices that the filters mean. */
    private int some() {
        return Math.min(plan.devices(), SOME);
    }

    private double secondsUntilReached(OperatorApi api, String filter) throws IOException, InterruptedException {
        long began = System.nanoTime();
        String order = api.wake(filter);
        awaitProgress(api, order, so -> so.at("/reached").asInt() >= some());
        double seconds = (System.nanoTime() - began) / 1e9;
        // The others are asked again until their time is over, which would be in the way of what comes next.
        JsonNode progress = awaitProgress(api, order, never -> false);
        if (progress.at("/reached").asInt() < some()) {
            throw new IOException("not all live devices were reached: " + progress);
        }
        api.delete(order);
        return seconds;
    }

    /** Waits until an order is as far as that, or done. */
    private static JsonNode awaitProgress(OperatorApi api, String order, Predicate<JsonNode> isEnough)
            throws IOException, InterruptedException {
        JsonNode progress = api.get(order);
        while (progress.at("/state").asString().equals("running") && !isEnough.test(progress)) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            progress = api.get(order);
        }
        return progress;
    }

    /** Orders at a fixed rate, each of another device. */
    private Orders ordered(OperatorApi api, int count) throws InterruptedException {
        Orders orders = new Orders(new SynchronizedHistogram(MOST_NANOS, 3), new AtomicInteger());
        List<CompletableFuture<?>> all = new ArrayList<>();
        long began = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = began + TimeUnit.SECONDS.toNanos(i) / ORDERS_A_SECOND;
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            all.add(api.read(1 + i * 7 % plan.devices()).thenAccept(isDone -> orders.ended(due, isDone)));
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        return orders;
    }

    /** What became of orders, and how long they took. */
    private record Orders(Histogram times, AtomicInteger failed) {
        void ended(long due, boolean isDone) {
            if (!isDone) {
                failed.incrementAndGet();
            }
            times.recordValue(Math.min(MOST_NANOS, isDone ? System.nanoTime() - due : MOST_NANOS));
        }

        String text() {
            return String.format(
                    Locale.ROOT,
                    "%d orders, %d a second, each with a connection request: p50 %.1f ms, p99 %.1f ms, %d failed",
                    times.getTotalCount(),
                    ORDERS_A_SECOND,
                    times.getValueAtPercentile(50) / 1e6,
                    times.getValueAtPercentile(99) / 1e6,
                    failed.get());
        }
    }
}

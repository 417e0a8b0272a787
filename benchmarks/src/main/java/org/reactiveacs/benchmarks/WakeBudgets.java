package org.reactiveacs.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
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
    /** Before any are measured, even when there is no time for a warm-up. */
    private static final int FIRST = 50;

    /** More than are measured, so that what they call is compiled sooner. */
    private static final int WARM_UP_A_SECOND = 100;

    private static final int WARM_UP_ORDERS = WARM_UP_A_SECOND * WarmUp.LOOK_MILLIS / 1_000;

    /** Each with sessions as fast as they go first, and then at a part of that beside orders. */
    private static final int TURNS = 5;

    private static final int CAPACITY_MILLIS = 4_000;
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
        ordered(api, Math.min(FIRST, plan.orders()), ORDERS_A_SECOND);
        warmUp(server, api);
        Orders calm = ordered(api, plan.orders(), ORDERS_A_SECOND);
        out.accept("calm: " + calm.text(ORDERS_A_SECOND));
        List<Budget> budgets = new ArrayList<>();
        budgets.add(Budget.most(
                "from order to confirmation, p50", "ms", CALM_MILLIS, calm.millis(50), calm.text(ORDERS_A_SECOND)));
        budgets.add(loaded(server, port, api));
        budgets.add(fleet(server, api));
        budgets.add(besideTheDead(api));
        return budgets;
    }

    /**
     * In turns with sessions that follow one another, which tell what the server can just then: on a machine that others use, too, that
     * is another number every few seconds.
     */
    private Budget loaded(Child server, int port, OperatorApi api) throws IOException, InterruptedException {
        String what = "from order to confirmation at 70 % load, p99";
        if (plan.callers() == 0) {
            return Budget.unmeasured(what, "ms", LOADED_MILLIS, "only without --quick");
        }
        SessionCost.introduce(server, port, plan.callers(), null);
        Orders orders = new Orders();
        Work can = Work.NONE;
        Work beside = Work.NONE;
        try (Load load = Load.start(LoadProcess.class, plan.callers())) {
            SessionCost.begin(load, port, null);
            SessionCost.warmUp(load, server, plan.mostWarmup(), out);
            SessionCost.stop(load);
            for (int turn = 0; turn < TURNS; turn++) {
                SessionCost.begin(load, port, null);
                Work capacity = load.watch(server, CAPACITY_MILLIS);
                SessionCost.stop(load);
                load.tell("rate " + capacity.perSecond() * LOAD);
                if (turn == 0) {
                    warmUp(server, api);
                } else {
                    SessionCost.settle();
                }
                Load.Moment before = load.now(server);
                orders.place(api, plan.devices(), plan.orders() / TURNS, ORDERS_A_SECOND);
                Work done = load.since(before, server);
                load.tell("rate 0");
                SessionCost.settle();
                can = can.plus(capacity);
                beside = beside.plus(done);
            }
        }
        String how = String.format(
                Locale.ROOT,
                "%s; beside them, of %.0f sessions/s that the server can: %s",
                orders.text(ORDERS_A_SECOND),
                can.perSecond(),
                SessionCost.text(beside));
        out.accept("at 70 % load: " + how);
        return Budget.most(what, "ms", LOADED_MILLIS, orders.millis(99), how);
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

    /** Lets the server warm up to orders on both cores, besides what else it does, and leaves it on the first one. */
    private void warmUp(Child server, OperatorApi api) throws IOException, InterruptedException {
        server.pin(SessionCost.BOTH_CORES);
        WarmUp.await(plan.mostWarmup(), () -> warmingUp(server, api), out);
        server.pin(SessionCost.SERVER_CORE);
    }

    private Work warmingUp(Child server, OperatorApi api) throws IOException, InterruptedException {
        ProcessorTime before = server.processorTime();
        long began = System.nanoTime();
        Orders orders = ordered(api, WARM_UP_ORDERS, WARM_UP_A_SECOND);
        return new Work(
                WARM_UP_ORDERS - orders.failed(),
                orders.failed(),
                (System.nanoTime() - began) / 1e9,
                server.processorTime().since(before));
    }

    private Orders ordered(OperatorApi api, int count, int perSecond) throws InterruptedException {
        Orders orders = new Orders();
        orders.place(api, plan.devices(), count, perSecond);
        return orders;
    }
}

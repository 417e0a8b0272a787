package org.reactiveacs.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.reactiveacs.device.DataModel;
import org.reactiveacs.simulator.model.ModelKind;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Measures what policies cost ordinary sessions of devices with which all is well: three that are meant for each device, and the same
 * three among a thousand.
 */
final class PolicyBudgets {
    /** What the budget was set beside: 0.038 ms a session. */
    private static final double THREE = 0.010 / 0.038;

    private static final double MANY = 1.1;
    private static final int ALL = 1_000;
    private static final int AT_ONCE = 32;

    /** Parameters of every simulated device, below its root, that are true as they come from the factory. */
    private static final List<String> TRUE =
            List.of("ManagementServer.EnableCWMP", "ManagementServer.PeriodicInformEnable", "Time.Enable");

    private final BenchSettings settings;
    private final Consumer<String> out;

    PolicyBudgets(BenchSettings settings, Consumer<String> out) {
        this.settings = settings;
        this.out = out;
    }

    /**
     * Measures on a server that is warm and knows the devices.
     *
     * @param floor CPU of a session, in milliseconds
     */
    List<Budget> measure(Child server, OperatorApi api, Load load, int port, double floor)
            throws IOException, InterruptedException {
        Work none = measured(server, load, port, settings.has(BenchPart.SESSIONS) ? 0 : settings.mostWarmup());
        out.accept("without policies: " + SessionCost.text(none));
        for (ModelKind kind : ModelKind.values()) {
            for (int i = 0; i < TRUE.size(); i++) {
                api.put("/policies/" + kind.name().toLowerCase(Locale.ROOT) + "-" + i, policy(kind, TRUE.get(i)));
            }
        }
        // Each device is compared once, and what that takes is read.
        SessionCost.introduce(server, port, settings.devices(), null);
        Work three = measured(server, load, port, settings.mostWarmup());
        out.accept("three policies that hold: " + SessionCost.text(three));
        others(api);
        Work many = measured(server, load, port, 0);
        out.accept("three of a thousand: " + SessionCost.text(many));
        List<Budget> budgets = new ArrayList<>();
        budgets.add(Budget.most(
                "three policies that hold, what they add",
                "x floor",
                THREE,
                (three.cpuMillis() - none.cpuMillis()) / floor,
                SessionCost.text(three) + "; without them " + SessionCost.text(none)));
        budgets.add(Budget.most(
                "three of 1,000 policies / three policies",
                "",
                MANY,
                many.cpuMillis() / three.cpuMillis(),
                SessionCost.text(many)));
        return budgets;
    }

    /** Some at a time: each answer waits for the disk. */
    private static void others(OperatorApi api) {
        Flux.range(0, ALL - ModelKind.values().length * TRUE.size())
                .flatMap(
                        i -> Mono.fromFuture(() -> api.putLater(
                                "/policies/other-" + i,
                                String.format(
                                        Locale.ROOT,
                                        "{\"match\": {\"oui\": \"%06X\"}, \"values\": {\"Device.X_%d\": %d}}",
                                        i,
                                        i,
                                        i))),
                        AT_ONCE)
                .blockLast();
    }

    private static String policy(ModelKind kind, String path) {
        return String.format(
                Locale.ROOT,
                "{\"match\": {\"productClass\": \"%s\"}, \"values\": {\"%s%s\": true}}",
                kind.productClass(),
                DataModel.valueOf(kind.name()).root(),
                path);
    }

    /** @param warmup seconds at most, 0 if nothing is new to the server */
    private Work measured(Child server, Load load, int port, int warmup) throws IOException, InterruptedException {
        SessionCost.begin(load, port, null);
        if (warmup > 0) {
            SessionCost.warmUp(load, server, warmup, out);
        } else {
            SessionCost.settle();
        }
        Work work = load.watch(server, TimeUnit.SECONDS.toMillis(settings.seconds()));
        SessionCost.stop(load);
        return work;
    }
}

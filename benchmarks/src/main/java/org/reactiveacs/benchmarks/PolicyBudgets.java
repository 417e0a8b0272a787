package org.reactiveacs.benchmarks;

import java.util.List;
import java.util.Locale;
import org.reactiveacs.device.DataModel;
import org.reactiveacs.simulator.model.ModelKind;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What policies may cost ordinary sessions of devices with which all is well: three that are meant for each device, and the same
 * three among a thousand.
 */
final class PolicyBudgets {
    /** What the budget was set beside: 0.038 ms a session. */
    private static final double THREE = 0.010 / 0.038;

    private static final double MANY = 1.1;
    private static final int ALL = 1_000;
    private static final int AT_ONCE = 128;

    /** Parameters of every simulated device, below its root, that are true as they come from the factory. */
    private static final List<String> TRUE =
            List.of("ManagementServer.EnableCWMP", "ManagementServer.PeriodicInformEnable", "Time.Enable");

    private PolicyBudgets() {}

    /** Writes three for each model. */
    static void writeThree(OperatorApi api) {
        for (ModelKind kind : ModelKind.values()) {
            for (int i = 0; i < TRUE.size(); i++) {
                api.put("/policies/" + kind.name().toLowerCase(Locale.ROOT) + "-" + i, policy(kind, TRUE.get(i)));
            }
        }
    }

    /** Writes as many that are meant for no device as make a thousand with those; some at a time, for each answer waits for the disk. */
    static void writeOthers(OperatorApi api) {
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

    /** @param floor CPU of a session, in milliseconds */
    static List<Budget> of(LaneCost none, LaneCost three, LaneCost thousand, double floor) {
        return List.of(
                Budget.most(
                        "three policies that hold, what they add",
                        "x floor",
                        THREE,
                        (three.millis() - none.millis()) / floor,
                        three + "; without them " + none),
                Budget.most(
                        "three of 1,000 policies / three policies",
                        "",
                        MANY,
                        thousand.millis() / three.millis(),
                        thousand.toString()));
    }
}

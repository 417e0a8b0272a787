package org.reactiveacs.benchmarks;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Measures what sessions cost several servers, which take short turns: whatever else goes on on the machine, and how fast it is just
 * then, meets all of them alike. One after the other, the same server has differed from itself by half.
 */
final class SessionTurns {
    private final Load load;
    private final Consumer<String> out;

    /** @param load that makes the sessions, 32 at a time */
    SessionTurns(Load load, Consumer<String> out) {
        this.load = load;
        this.out = out;
    }

    /**
     * Measures servers that are warm and know the devices.
     *
     * @param plan how often and how long
     * @return what sessions of each took, all turns together
     */
    Map<Lane, LaneCost> measure(List<Lane> lanes, Plan plan) throws IOException, InterruptedException {
        Map<Lane, LaneCost> costs = new LinkedHashMap<>();
        for (Lane lane : lanes) {
            lane.server().pin(SessionCost.SERVER_CORE);
        }
        for (int turn = 0; turn < plan.turns(); turn++) {
            for (Lane lane : lanes) {
                SessionCost.begin(load, lane.port(), lane.login());
                TimeUnit.MILLISECONDS.sleep(plan.settleMillis());
                costs.merge(lane, watched(lane, plan.millis()), LaneCost::plus);
            }
        }
        SessionCost.stop(load);
        costs.forEach((lane, cost) -> out.accept(lane.name() + ": " + cost));
        return costs;
    }

    /**
     * How long it takes.
     *
     * @param turns of each server
     * @param settleMillis of a turn before it counts: the one before it is over then
     * @param millis of a turn that count
     */
    record Plan(int turns, int settleMillis, int millis) {}

    private LaneCost watched(Lane lane, int millis) throws IOException, InterruptedException {
        RedisUse before = used(lane);
        Work work = load.watch(lane.server(), millis);
        return new LaneCost(work, used(lane).since(before));
    }

    private static RedisUse used(Lane lane) throws IOException {
        return lane.redis() == null
                ? RedisUse.NONE
                : Objects.requireNonNull(lane.redis()).used();
    }
}

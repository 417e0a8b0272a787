package org.reactiveacs.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Whether this node lives and may take traffic. It is not ready until {@link #started()}, and no more from
 * {@link #stopping()} on, so that balancers turn away first. Thread-safe.
 */
public final class Health {
    private final List<HealthCheck> checks = new CopyOnWriteArrayList<>();
    private volatile String phase = "starting";

    /** Adds a check that readiness depends on. */
    public void add(HealthCheck check) {
        checks.add(check);
    }

    /** All listeners are open. */
    public void started() {
        phase = "started";
    }

    /** The node lets no new session in, and will close its listeners. */
    public void stopping() {
        phase = "stopping: sessions under way are finished, new ones refused";
    }

    /** The state now: every check by name, the node's own phase first. */
    public Report ready() {
        Map<String, HealthCheck.Result> results = new LinkedHashMap<>();
        results.put("node", own());
        checks.forEach(check -> results.put(check.name(), result(check)));
        return new Report(results);
    }

    /** The node's own phase as a check, for meters. */
    public HealthCheck phase() {
        return HealthCheck.of("node", this::own);
    }

    private HealthCheck.Result own() {
        return new HealthCheck.Result("started".equals(phase), phase);
    }

    static HealthCheck.Result result(HealthCheck check) {
        try {
            return check.check();
        } catch (RuntimeException e) {
            return HealthCheck.Result.down(
                    "the check itself failed: " + e.getClass().getSimpleName());
        }
    }

    /**
     * What all checks found.
     *
     * @param checks by name, in order
     */
    public record Report(Map<String, HealthCheck.Result> checks) {
        public boolean isHealthy() {
            return checks.values().stream().allMatch(HealthCheck.Result::healthy);
        }
    }
}

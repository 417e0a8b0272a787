package org.reactiveacs.simulator.cpe;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs the tests that an ACS may ask for; the simulated net always answers. */
final class Diagnostics {
    /** The parameter that starts them. */
    static final String STATE = "DiagnosticsState";

    static final String REQUESTED = "Requested";

    private static final Map<String, String> TIMES =
            Map.of("AverageResponseTime", "12", "MinimumResponseTime", "9", "MaximumResponseTime", "17");

    private Diagnostics() {}

    /** Fills in the results below an object's path and lets the device tell of them; null does nothing. */
    static void run(VirtualCpe cpe, @Nullable String object) {
        if (object == null
                || cpe.value(object + STATE).filter(REQUESTED::equals).isEmpty()) {
            return;
        }
        String repetitions = cpe.value(object + "NumberOfRepetitions").orElse("1");
        cpe.model().set(object + "SuccessCount", repetitions);
        cpe.model().set(object + "FailureCount", "0");
        TIMES.forEach((name, value) -> cpe.model().set(object + name, value));
        cpe.model().set(object + STATE, "Complete");
        cpe.events().add(EventQueue.DIAGNOSTICS_COMPLETE, "");
    }
}

package org.reactiveacs.benchmarks;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Holds a process to a share of its time: it is stopped and let go on every five milliseconds. The processor is free for others
 * meanwhile.
 */
final class Throttle implements AutoCloseable {

    private static final double PERIOD_SECONDS = 0.005;

    /** A shell's own kill and read, for a program that is started each time would take longer than the period. */
    private static final String SCRIPT = """
            exec {never}<> <(:)
            trap 'kill -CONT $1; exit 0' TERM
            while kill -STOP $1 2>/dev/null; do
              read -t $3 -u $never
              kill -CONT $1 || exit 0
              read -t $2 -u $never
            done
            """;

    private final Process process;

    private Throttle(Process process) {
        this.process = process;
    }

    /** Begins to hold a process to a share of one. */
    static Throttle start(String core, long pid, double share) throws IOException {
        return new Throttle(new ProcessBuilder(
                        "taskset",
                        "-c",
                        core,
                        "bash",
                        "-c",
                        SCRIPT,
                        "throttle",
                        Long.toString(pid),
                        seconds(PERIOD_SECONDS * share),
                        seconds(PERIOD_SECONDS * (1 - share)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    private static String seconds(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the throttle does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

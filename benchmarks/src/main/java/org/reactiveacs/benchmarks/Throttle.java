package org.reactiveacs.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Holds a process of one core to a share of it: looks about each millisecond at how much it has had, stops it when that is more
 * than its {@link Allowance}, and lets it go on when it is less. The processor is free for others meanwhile.
 */
final class Throttle implements AutoCloseable {
    private static final int LOOK_MILLIS = 1;
    private static final int STOP_SECONDS = 5;

    /**
     * A shell's own kill, for a program that is started each time would take longer than it may. At the end, be it that this
     * process was killed, the held one goes on.
     */
    private static final String SCRIPT = """
            trap '' INT
            while read -r signal; do kill -$signal $1 2>/dev/null; done
            kill -CONT $1 2>/dev/null
            """;

    private final long pid;
    private final Process shell;
    private final Allowance allowance;
    private final Thread watch = new Thread(this::hold, "throttle");
    private volatile boolean isOver;

    private Throttle(long pid, double share) throws IOException {
        this.pid = pid;
        this.shell = new ProcessBuilder("bash", "-c", SCRIPT, "throttle", Long.toString(pid))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        this.allowance = new Allowance(share, ProcessorTime.TICK_NANOS, System.nanoTime(), ProcessorTime.ticks(pid));
    }

    /** Begins to hold a process to a share of one core, which must be the only one that it runs on. */
    static Throttle start(long pid, double share) throws IOException {
        Throttle throttle = new Throttle(pid, share);
        throttle.watch.setDaemon(true);
        throttle.watch.start();
        return throttle;
    }

    private void hold() {
        boolean runs = true;
        try (OutputStream signals = shell.getOutputStream()) {
            while (!isOver) {
                boolean mayRun = allowance.mayRun(System.nanoTime(), ProcessorTime.ticks(pid));
                if (mayRun != runs) {
                    signals.write((mayRun ? "CONT\n" : "STOP\n").getBytes(StandardCharsets.US_ASCII));
                    signals.flush();
                    runs = mayRun;
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("process " + pid + " cannot be held any more", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        isOver = true;
        try {
            if (!shell.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the throttle does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

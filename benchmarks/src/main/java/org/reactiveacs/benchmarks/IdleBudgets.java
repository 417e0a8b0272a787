package org.reactiveacs.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Measures what an open session takes whose CPE thinks: the slope of memory over sessions. */
final class IdleBudgets {
    private static final double HEAP_BYTES = 4 * 1024;

    /** A server has noticed by then that CPEs take their time. */
    private static final int THINKING_SECONDS = 7;

    /** A session of whose CPE nothing is heard is over by then. */
    private static final int SESSION_SECONDS = 75;

    private IdleBudgets() {}

    /** All begin a session over TLS and leave it to its end, so that they are known. */
    private static void known(int port, int devices, String tls) throws IOException, InterruptedException {
        try (Child cpes = Child.start(SessionCost.BOTH_CORES, IdleProcess.class, port, devices, tls)) {
            cpes.await("ready");
            cpes.say(Integer.toString(devices));
            cpes.await("open");
        }
        TimeUnit.SECONDS.sleep(SESSION_SECONDS);
    }

    /** @param tls {@code plain} or {@code tls} */
    static List<Budget> measure(Child server, int port, BenchSettings settings, String tls, Consumer<String> out)
            throws IOException, InterruptedException {
        if (tls.equals("plain")) {
            // All are known before, or the slope would be that of what the store keeps of a device, too.
            SessionCost.introduce(server, port, settings.idleTo(), null);
        } else if (settings.knowsAll()) {
            known(port, settings.idleTo(), tls);
        }
        server.pin(SessionCost.BOTH_CORES); // What is measured is memory, so all may go as fast as it can.
        try (Child cpes = Child.start(SessionCost.BOTH_CORES, IdleProcess.class, port, settings.idleTo(), tls)) {
            cpes.await("ready");
            cpes.say(Integer.toString(settings.idleFrom()));
            cpes.await("open");
            TimeUnit.SECONDS.sleep(THINKING_SECONDS);
            long heapFrom = server.ask("heap");
            long residentFrom = server.residentBytes();
            int more = settings.idleTo() - settings.idleFrom();
            cpes.say(Integer.toString(more));
            cpes.await("open");
            TimeUnit.SECONDS.sleep(THINKING_SECONDS);
            double heap = (server.ask("heap") - heapFrom) / (double) more;
            double resident = (server.residentBytes() - residentFrom) / (double) more;
            cpes.say(IdleProcess.END); // Left open, they would go away under whatever is measured next.
            cpes.await("ended");
            String how = String.format(
                    Locale.ROOT,
                    "slope from %,d to %,d sessions; resident %,.0f bytes",
                    settings.idleFrom(),
                    settings.idleTo(),
                    resident);
            out.accept(String.format(Locale.ROOT, "idle session, %s: heap %,.0f bytes, %s", tls, heap, how));
            return List.of(Budget.most("idle session, " + tls + ", heap", "bytes", HEAP_BYTES, heap, how));
        }
    }
}

package org.reactiveacs.simulator.command;

import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.simulator.load.LoadReport;
import org.reactiveacs.simulator.load.StormReport;
import org.reactiveacs.simulator.tally.Latency;

/** A report for people: what a planner of capacity wants to know, one thing a line. */
final class ReportText {
    private static final double LATE_MS = 50;

    private final PrintWriter out;

    ReportText(PrintWriter out) {
        this.out = out;
    }

    void print(LoadReport report) {
        line(
                "%d devices: %d sessions, %d failed, %.2f sessions/s, p50 %.2f ms, p99 %.2f ms",
                report.devices(),
                report.sessions(),
                report.failed(),
                report.sessionsPerSecond(),
                report.p50Ms(),
                report.p99Ms());
        line(
                "  session: p50 %.2f, p90 %.2f, p99 %.2f, p99.9 %.2f, max %.2f ms from its scheduled start",
                report.p50Ms(), report.p90Ms(), report.p99Ms(), report.p999Ms(), report.maxMs());
        line("  served:  %s with retries", latency(report.served()));
        line(
                "  longest time until a device was served: %.2f ms; %d not served at the end",
                report.longestWaitMs(), report.notServed());
        line("  retries: %d, answered 503: %d", report.retries(), report.busy503());
        line("  bytes: %d sent, %d received", report.bytesSent(), report.bytesReceived());
        report.errors().forEach((kind, error) -> line("  failed: %s %d (%s)", kind, error.count(), error.last()));
        report.events().forEach((code, count) -> line("  Inform: %s %d", code, count));
        report.rpcs().forEach((name, count) -> line("  %s %d", name, count));
        printParts(report);
        if (report.sockets().waited() > 0) {
            line(
                    "  LIMITED by open files: of %d connections none was free %d times; raise the limit (ulimit -n)",
                    report.sockets().limit(), report.sockets().waited());
        }
        if (report.simulatorLate().p99Ms() > LATE_MS) {
            line(
                    "  LIMITED by the simulator: it began sessions late, p99 %.2f ms; give it more processors",
                    report.simulatorLate().p99Ms());
        }
        out.flush();
    }

    private void printParts(LoadReport report) {
        if (report.broken() != null) {
            line(
                    "  not behaving: %d devices, %d sessions, %d failed",
                    report.broken().devices(),
                    report.broken().sessions(),
                    report.broken().failed());
        }
        if (report.storm() != null && report.storm().lastServedSeconds() != null) {
            line("  last device served after %.2f s", report.storm().lastServedSeconds());
        } else if (report.storm() != null) {
            line(
                    "  devices that have booted and were not served: %d",
                    report.storm().notServed());
        }
        if (report.probes() != null) {
            line(
                    "  ordinary sessions (%d before): usual p99 %.2f ms, now %s",
                    report.probes().baseline(),
                    report.probes().usualP99Ms(),
                    latency(report.probes().served()));
            line(
                    "  ordinary sessions were served within it again %s",
                    recovered(report.probes().recoveredSeconds(), report.storm()));
        }
        if (report.connectionRequests() != null) {
            line(
                    "  connection requests: %d sent, %d accepted, %d busy, %d refused, %d unanswered",
                    report.connectionRequests().sent(),
                    report.connectionRequests().accepted(),
                    report.connectionRequests().busy(),
                    report.connectionRequests().refused(),
                    report.connectionRequests().unanswered());
            line("  request to Inform: %s", latency(report.connectionRequests().toInformMs()));
        }
        if (report.firmware() != null) {
            line(
                    "  firmware: %d ordered (%d refused), fetched %d times, %d devices have told; %s",
                    report.firmware().ordered(),
                    report.firmware().refused(),
                    report.firmware().given(),
                    report.firmware().told(),
                    latency(report.firmware().updateMs()));
        }
    }

    private static String recovered(@Nullable Double seconds, @Nullable StormReport storm) {
        if (seconds == null) {
            return "not before the end";
        }
        var sinceBegin = String.format(Locale.ROOT, "after %.2f s", seconds);
        return storm == null
                ? sinceBegin
                : String.format(
                        Locale.ROOT,
                        "%s, %.2f s after the last boot",
                        sinceBegin,
                        Math.max(0, seconds - storm.bootSeconds()));
    }

    private static String latency(Latency latency) {
        return String.format(
                Locale.ROOT,
                "p50 %.2f, p90 %.2f, p99 %.2f, p99.9 %.2f, max %.2f ms (%d)",
                latency.p50Ms(),
                latency.p90Ms(),
                latency.p99Ms(),
                latency.p999Ms(),
                latency.maxMs(),
                latency.count());
    }

    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}

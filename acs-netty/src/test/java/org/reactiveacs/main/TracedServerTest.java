package org.reactiveacs.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.cwmp.InformBuilder.anInform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.cwmp.CwmpVersion;
import org.reactiveacs.cwmp.CwmpWriter;
import org.reactiveacs.cwmp.Envelope;
import org.reactiveacs.cwmp.Header;
import org.reactiveacs.store.redis.server.Await;
import org.reactiveacs.tracing.CollectorServer;

/** Traces of a server process, as its collector and its Prometheus see them. */
class TracedServerTest {

    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0";

    /** A line of a histogram with a trace beside its value. */
    private static final Pattern EXEMPLAR =
            Pattern.compile("(acs_\\w+_seconds)_bucket\\{.*} \\S+ # \\{.*trace_id=\"([0-9a-f]{32})\".*}.*");

    @TempDir
    Path directory;

    private static void visit(ServerProcess server) {
        var inform = anInform()
                .from("00D09E", "1")
                .with("2 PERIODIC")
                .reporting("Device.ManagementServer.PeriodicInformInterval", "3600")
                .reporting("Device.Ethernet.Interface.1.MACAddress", "02:00:00:00:00:01")
                .build();
        var message = new CwmpWriter().toBytes(Envelope.of(CwmpVersion.V1_0, Header.ofId("1"), inform));
        var cookie = server.cpe(message, "")
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow()
                .replaceFirst(";.*", "");
        assertThat(server.cpe(new byte[0], cookie).statusCode()).isEqualTo(204);
    }

    @Test
    void histogramsShowTheTracesOfSessionsToWhoAsksForOpenMetrics() throws Exception {
        try (var collector = new CollectorServer();
                var server = new ServerProcess(
                        directory,
                        "tracing.otlp=" + collector.url(),
                        "tracing.sample=1",
                        "node.name=traced",
                        "shutdown.drain=0s")) {
            visit(server);

            Await.until("the session is told of", () -> !collector.roots().isEmpty());
            var root = collector.roots().get(0);
            assertThat(root.resource()).containsEntry("service.instance.id", "traced");
            var shown = EXEMPLAR.matcher(server.metrics(OPEN_METRICS)).results().toList();
            assertThat(shown)
                    .extracting(found -> found.group(1))
                    .contains("acs_sessions_seconds", "acs_answers_seconds");
            assertThat(shown).extracting(found -> found.group(2)).containsOnly(root.trace());
            assertThat(server.metrics())
                    .doesNotContain("trace_id")
                    .contains("acs_traces_spans_total{outcome=\"sent\"}");

            visit(server);
            server.terminate();
            server.exitCode(Duration.ofSeconds(20));
            assertThat(collector.roots()).as("what waits goes out at the end").hasSize(2);
        }
    }

    @Test
    void withoutACollectorThereIsNoTrace() throws Exception {
        try (var server = new ServerProcess(directory, "tracing.sample=1", "shutdown.drain=0s")) {
            visit(server);

            assertThat(server.metrics(OPEN_METRICS))
                    .contains("acs_sessions_seconds_count")
                    .doesNotContain("trace_id")
                    .doesNotContain("acs_traces_spans_total");
        }
    }
}

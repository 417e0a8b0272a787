package org.reactiveacs.main;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonLinesTest {
    @TempDir
    Path directory;

    private final LoggerContext context = new LoggerContext();
    private final JsonLines lines = new JsonLines();

    @BeforeEach
    void start() {
        lines.setContext(context);
        lines.start();
    }

    private String line(String message, @Nullable Throwable error) {
        var event = new LoggingEvent(
                "here", context.getLogger("org.reactiveacs.main.Acs"), Level.WARN, message, error, new Object[] {"x\ny"
                });
        event.setThreadName("main");
        event.setInstant(Instant.parse("2026-03-01T12:00:00.007Z"));
        return new String(lines.encode(event), StandardCharsets.UTF_8);
    }

    @Test
    void anEventIsOneLineWithTheNamesOfLogfmt() {
        assertThat(line("session superseded device={} by=\"10.0.0.7\"", null))
                .isEqualTo(
                        "{\"ts\":\"2026-03-01T12:00:00.007Z\",\"level\":\"WARN\",\"logger\":\"Acs\",\"thread\":\"main\","
                                + "\"msg\":\"session superseded device=x\\ny by=\\\"10.0.0.7\\\"\"}\n");
    }

    @Test
    void anErrorIsOnTheSameLineWithItsRootFirst() {
        var line = line("not sent", new IllegalStateException("outside", new IllegalArgumentException("inside")));

        assertThat(line.lines()).hasSize(1);
        assertThat(JsonMapper.shared().readTree(line).path("error").asString())
                .startsWith("java.lang.IllegalArgumentException: inside")
                .contains("IllegalStateException: outside");
    }

    @Test
    void aServerThatIsToldSoLogsInJson() throws Exception {
        try (var server = new ServerProcess(directory, "log.format=json", "shutdown.drain=0s")) {
            var listening = server.log()
                    .lines()
                    .filter(line -> line.contains("listening"))
                    .findFirst()
                    .orElseThrow();

            JsonNode line = JsonMapper.shared().readTree(listening);
            assertThat(line.path("msg").asString()).startsWith("listening node=");
            assertThat(line.path("logger").asString()).isEqualTo("Acs");
        }
    }
}

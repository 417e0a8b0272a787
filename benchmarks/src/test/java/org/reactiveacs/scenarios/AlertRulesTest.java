package org.reactiveacs.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What stands in deploy/prometheus and deploy/grafana, as Prometheus reads it. */
@Tag("scenario")
final class AlertRulesTest {
    private static final Path PROMETHEUS = Path.of("..", "deploy", "prometheus");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @BeforeAll
    static void requirePromtool() {
        Program.require("promtool");
    }

    @Test
    void prometheusTakesItsConfigurationAndTheRules() throws Exception {
        assertSucceeds("check", "config", PROMETHEUS.resolve("prometheus.yml").toString());
        assertSucceeds("check", "rules", PROMETHEUS.resolve("alerts.yml").toString());
    }

    @Test
    void alertsFireWhenTheyShouldAndNotWhenTheyShouldNot() throws Exception {
        assertSucceeds(
                "test",
                "rules",
                PROMETHEUS.resolve("alerts_test.yml").toString(),
                PROMETHEUS.resolve("alerts_day_test.yml").toString());
    }

    /** Each expression as a rule, for that is how promtool reads one. */
    @Test
    void prometheusReadsEveryExpressionOfTheDashboards() throws Exception {
        var file = JsonMapper.shared().createObjectNode();
        var rules =
                file.putArray("groups").addObject().put("name", "dashboards").putArray("rules");
        for (Panel panel : Panel.all()) {
            rules.addObject().put("record", "panel:" + rules.size()).put("expr", panel.query("1m"));
        }
        assertThat(rules.size()).isGreaterThan(50);
        // JSON is YAML, too.
        Path expressions = Files.writeString(directory.resolve("expressions.yml"), file.toString());

        assertSucceeds("check", "rules", expressions.toString());
    }

    private void assertSucceeds(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        try (Program program = Program.start(directory, Map.of(), command)) {
            assertThat(program.exitCode()).as(program.output()).isZero();
        }
    }
}

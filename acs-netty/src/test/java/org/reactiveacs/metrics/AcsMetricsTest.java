package org.reactiveacs.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.reactiveacs.metrics.AcsMetrics.Direction;

class AcsMetricsTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final AcsMetrics metrics = new AcsMetrics(registry);

    @Test
    void aSessionThatEndedBeforeItBeganTookNoTime() {
        metrics.sessionEnded("2 PERIODIC", "superseded", Duration.ofMillis(-3));

        assertThat(registry.scrape()).contains("acs_sessions_seconds_count").contains("outcome=\"superseded\"} 1");
    }

    @Test
    void whatCpesInventCountsAsOther() {
        metrics.sessionEnded("X HW_ALARM", "done", Duration.ofMillis(7));
        metrics.message("X_00D09E_Foo", Direction.IN);
        metrics.message("GetParameterValuesResponse", Direction.IN);
        metrics.fault(9899, Direction.IN);
        metrics.fault(1234, Direction.IN);
        metrics.fault(9005, Direction.IN);

        assertThat(registry.scrape())
                .contains("acs_sessions_seconds_count{event=\"other\",outcome=\"done\"} 1")
                .contains("acs_messages_total{direction=\"in\",rpc=\"other\"} 1.0")
                .contains("acs_messages_total{direction=\"in\",rpc=\"GetParameterValuesResponse\"} 1.0")
                .contains("acs_faults_total{code=\"vendor\",direction=\"in\"} 1.0")
                .contains("acs_faults_total{code=\"other\",direction=\"in\"} 1.0")
                .contains("acs_faults_total{code=\"9005\",direction=\"in\"} 1.0");
    }

    @Test
    void combinationsOfLabelsAreBounded() {
        for (int i = 0; i < LabelledMeters.MAX_COMBINATIONS + 100; i++) {
            metrics.quirk("kind" + i);
        }

        assertThat(registry.scrape()).contains("acs_quirks_total{kind=\"other\"} 100.0");
        assertThat(registry.find("acs.quirks").counters()).hasSize(LabelledMeters.MAX_COMBINATIONS + 1);
    }

    @Test
    void pageNamesEveryMeterWithItsLabels() throws Exception {
        EveryMeter.appearsIn(metrics);
        String page = Files.readString(Path.of("../docs/metrics.md"));

        Set<String> rows = registry.getMeters().stream()
                .map(meter -> {
                    String name = registry.config()
                            .namingConvention()
                            .name(meter.getId().getName(), meter.getId().getType());
                    String labels = meter.getId().getTags().stream()
                            .map(tag -> "`" + tag.getKey() + "`")
                            .sorted()
                            .collect(Collectors.joining(", "));
                    return name + (meter instanceof Counter ? "_total " : " ") + labels;
                })
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> documented = Pattern.compile("(?m)^\\| `(acs_\\w+)` \\| \\w+ \\|(.*?)\\|")
                .matcher(page)
                .results()
                .map(row -> row.group(1) + " "
                        + Pattern.compile(", ")
                                .splitAsStream(row.group(2).strip())
                                .sorted()
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(documented).isEqualTo(rows);
        assertThat(registry.scrape())
                .contains("acs_sessions_open 3.0")
                .contains("acs_devices_silent 5.0")
                .contains("acs_policy_devices{state=\"in-sync\"} 70.0")
                .contains("acs_policy_devices{state=\"conflict\"} 2.0")
                .contains("acs_policy_outcomes_total{outcome=\"refused\"} 1.0")
                .contains("acs_hooks_seconds_count{outcome=\"answered\"} 1")
                .contains("acs_hooks_paused 1.0")
                .contains("acs_captured_messages_total{outcome=\"taken\"} 1.0")
                .contains("acs_connection_requests_pending 7.0")
                .contains("acs_xmpp_connected 1.0")
                .contains("acs_stun_bindings 9.0")
                .contains("acs_campaigns{state=\"paused\"} 2.0")
                .contains("acs_load_lag_seconds 0.25")
                .contains("acs_refusing_seconds_total 0.5");
    }
}

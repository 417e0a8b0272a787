package org.reactiveacs.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/metrics.md tells of every meter that there is, and of no other. */
class MetricsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "metrics.md");
    private static final Path SOURCES = Path.of("src", "main", "java", "org", "reactiveacs");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(acs_\\w+)` \\| (\\w+) \\|(.*?)\\|");
    private static final Pattern COMMA = Pattern.compile(", ");

    /** In code: {@code "acs.sessions.open"}. */
    private static final Pattern NAME_IN_CODE = Pattern.compile("\"(acs(?:\\.[a-z]+)+)\"");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Test
    void pageNamesEveryMeterWithItsKindAndItsLabelsAndNoOther() throws Exception {
        EveryMeter.appearsIn(registry);

        Set<String> meters =
                registry.getMeters().stream().map(this::row).collect(Collectors.toCollection(TreeSet::new));
        Set<String> documented = ROW.matcher(Files.readString(PAGE))
                .results()
                .map(row -> row.group(1) + " " + row.group(2) + " " + sorted(row.group(3)))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(documented).isEqualTo(meters);
    }

    /** As the page has it. */
    private String row(Meter meter) {
        String name = registry.config()
                .namingConvention()
                .name(meter.getId().getName(), meter.getId().getType());
        String labels = meter.getId().getTags().stream()
                .map(tag -> "`" + tag.getKey() + "`")
                .sorted()
                .collect(Collectors.joining(", "));
        if (meter instanceof Counter) {
            return name + "_total counter " + labels;
        }
        boolean isTimed = meter instanceof Timer || meter instanceof DistributionSummary;
        if (isTimed) {
            return name + " histogram " + labels;
        }
        // What Prometheus calls so is told as it stands, though its library takes the word from the name.
        return (meter.getId().getName().endsWith(".info") && !name.endsWith("_info") ? name + "_info" : name)
                + " gauge " + labels;
    }

    private static String sorted(String labels) {
        return COMMA.splitAsStream(labels.strip()).sorted().collect(Collectors.joining(", "));
    }

    /** What else would keep a new meter from the page, and from dashboards and alerts. */
    @Test
    void everyMeterOfTheCodeIsAmongThoseThatAreMadeToAppear() throws Exception {
        EveryMeter.appearsIn(registry);

        Set<String> appeared = registry.getMeters().stream()
                .map(meter -> meter.getId().getName())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(namesInCode()).isNotEmpty().isEqualTo(appeared);
    }

    private static Set<String> namesInCode() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            Set<String> names = new TreeSet<>();
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".java")).toList()) {
                NAME_IN_CODE.matcher(Files.readString(file)).results().forEach(name -> names.add(name.group(1)));
            }
            return names;
        }
    }

    @Test
    void figuresAreThoseOfTheirSources() {
        EveryMeter.appearsIn(registry);

        assertThat(registry.scrape())
                .contains("acs_sessions_open 3.0")
                .contains("acs_sessions_limit 20000.0")
                .contains("acs_devices_known 90.0")
                .contains("acs_devices_online 80.0")
                .contains("acs_devices_silent 5.0")
                .contains("acs_devices_by_model{model=\"Router\",oui=\"00D09E\",version=\"1.0\"} 60.0")
                .contains("acs_devices_by_model{model=\"other\",oui=\"other\",version=\"other\"} 25.0")
                .contains("acs_tasks_open 12.0")
                .contains("acs_tasks_ended_total{kind=\"reboot\",outcome=\"done\"} 1.0")
                .contains("acs_policy_devices{state=\"in-sync\"} 70.0")
                .contains("acs_policy_devices{state=\"conflict\"} 2.0")
                .contains("acs_policy_outcomes_total{outcome=\"refused\"} 1.0")
                .contains("acs_hooks_seconds_count{outcome=\"answered\"} 1")
                .contains("acs_hooks_paused 1.0")
                .contains("acs_connection_requests_pending 7.0")
                .contains("acs_xmpp_connected 1.0")
                .contains("acs_stun_bindings 9.0")
                .contains("acs_campaigns{state=\"paused\"} 2.0")
                .contains("acs_load_lag_seconds 0.25")
                .contains("acs_refusing_seconds_total 0.5")
                .contains("acs_ready{check=\"store\"} 0.0")
                .contains("acs_leases_held 250.0")
                .contains("acs_leases_free 6.0")
                .contains("acs_members 3.0")
                .contains("acs_clock_offset_seconds -1.5")
                .contains("acs_certificate_expires_timestamp_seconds{listener=\"cwmp\"} 1.8E9")
                .contains("acs_build_info{commit=\"0123456789ab\",java=\"17.0.1\",store=\"redis-cluster\","
                        + "version=\"1.2.3\"} 1");
    }
}

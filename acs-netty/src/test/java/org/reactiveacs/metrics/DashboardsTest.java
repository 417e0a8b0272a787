package org.reactiveacs.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.reactiveacs.store.redis.server.Await;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What alerts and dashboards ask Prometheus for is what nodes tell it, and who is woken finds what to do. */
class DashboardsTest {
    private static final Path PROMETHEUS = Path.of("..", "deploy", "prometheus");
    private static final Path GRAFANA = Path.of("..", "deploy", "grafana");
    private static final YAMLMapper YAML = new YAMLMapper();

    /** Those that Prometheus gives whatever a target tells, as deploy/prometheus says. */
    private static final Set<String> OF_TARGETS = Set.of("job", "instance", "cluster");

    /** What Prometheus itself knows. */
    private static final Map<String, Set<String>> OF_PROMETHEUS = Map.of(
            "up", OF_TARGETS, "ALERTS", Set.of("alertname", "alertstate", "severity", "job", "instance", "cluster"));

    private static final Pattern SAMPLE = Pattern.compile("(?m)^([A-Za-z_:][\\w:]*)(?:\\{(.*)\\})? \\S+$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern GROUPED_BY = Pattern.compile("\\bby \\(([^)]*)\\)");
    private static final Pattern NAME = Pattern.compile("\\w+");
    private static final Pattern VARIABLE_OF_GRAFANA = Pattern.compile("label_values\\((.*), \\w+\\)");

    /**
     * An expression.
     *
     * @param where for who has to mend it
     */
    private record Asked(String where, String expression) {}

    @Test
    void everyFigureThatIsAskedForIsThere() throws Exception {
        Map<String, Set<String>> known = known();
        List<Asked> asked = new ArrayList<>(ofRules());
        for (JsonNode dashboard : dashboards()) {
            asked.addAll(ofDashboard(dashboard));
        }

        Set<String> unknown = new TreeSet<>();
        for (Asked one : asked) {
            for (Selector selector : Selector.in(one.expression())) {
                Set<String> labels = known.get(selector.metric());
                if (labels == null || !labels.containsAll(selector.labels())) {
                    unknown.add(one.where() + ": " + selector + ", of " + labels);
                }
            }
        }

        assertThat(asked)
                .allSatisfy(one -> assertThat(Selector.in(one.expression()))
                        .as(one.where())
                        .isNotEmpty());
        assertThat(unknown).isEmpty();
    }

    @Test
    void whatAnExpressionAsksForIsFound() {
        List<Selector> found = Selector.in("""
                sum by (cluster, le) (rate(acs_a_total{job="acs", reason=~"x|y"}[$__rate_interval])) / on (cluster) acs:b:rate5m offset 1h
                  and 60 * up > 0.5""");

        assertThat(found)
                .containsExactly(
                        new Selector("acs_a_total", Set.of("job", "reason")),
                        new Selector("acs:b:rate5m", Set.of()),
                        new Selector("up", Set.of()));
    }

    @Test
    void everyAlertHasARunbookAndEveryRunbookAnAlert() throws Exception {
        List<JsonNode> alerts = rules("alert");

        Set<String> sections = Pattern.compile("(?m)^### (\\w+)$")
                .matcher(Files.readString(Path.of("..", "docs", "runbooks.md")))
                .results()
                .map(section -> section.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> names = alerts.stream().map(DashboardsTest::name).collect(Collectors.toCollection(TreeSet::new));
        assertThat(sections).isEqualTo(names).hasSameSizeAs(alerts);
        assertThat(alerts).isNotEmpty().allSatisfy(alert -> {
            JsonNode annotations = alert.path("annotations");
            assertThat(annotations.path("runbook").asString())
                    .isEqualTo("docs/runbooks.md#" + name(alert).toLowerCase(Locale.ROOT));
            assertThat(annotations.path("summary").asString()).isNotBlank();
            assertThat(annotations.path("description").asString()).isNotBlank();
            assertThat(alert.path("labels").path("severity").asString()).isIn("critical", "warning");
        });
    }

    @Test
    void everyAlertIsProvenToFireAndNotToFire() throws Exception {
        Set<String> fires = new TreeSet<>();
        Set<String> doesNot = new TreeSet<>();
        for (String file : List.of("alerts_test.yml", "alerts_day_test.yml")) {
            for (JsonNode test : yaml(file).path("tests")) {
                for (JsonNode proof : test.path("alert_rule_test")) {
                    boolean isQuiet = proof.path("exp_alerts").isEmpty();
                    (isQuiet ? doesNot : fires).add(proof.path("alertname").asString());
                }
            }
        }

        Set<String> alerts =
                rules("alert").stream().map(DashboardsTest::name).collect(Collectors.toCollection(TreeSet::new));
        assertThat(fires).isEqualTo(alerts);
        assertThat(doesNot).isEqualTo(alerts);
    }

    @Test
    void everyPanelSaysWhatItShowsAndGoesByTheSourceThatIsChosen() throws Exception {
        List<JsonNode> dashboards = dashboards();

        assertThat(dashboards)
                .extracting(dashboard -> dashboard.path("uid").asString())
                .doesNotHaveDuplicates();
        for (JsonNode dashboard : dashboards) {
            String title = dashboard.path("title").asString();
            assertThat(dashboard.path("templating").path("list").valueStream())
                    .as(title)
                    .extracting(variable -> variable.path("name").asString())
                    .containsExactly("datasource", "cluster", "node");
            assertThat(dashboard.path("panels").valueStream())
                    .as(title)
                    .filteredOn(panel -> !panel.path("type").asString().equals("row"))
                    .isNotEmpty()
                    .allSatisfy(panel -> {
                        assertThat(panel.path("description").asString()).isNotBlank();
                        assertThat(panel.path("datasource").path("uid").asString())
                                .isEqualTo("${datasource}");
                        assertThat(panel.path("fieldConfig").path("defaults").isObject())
                                .isTrue();
                    });
        }
    }

    /** Each name that Prometheus can know, with its labels. A recorded figure has only those that its rule keeps. */
    private static Map<String, Set<String>> known() throws IOException {
        Map<String, Set<String>> known = new HashMap<>(OF_PROMETHEUS);
        SAMPLE.matcher(scrape()).results().forEach(sample -> {
            String labels = sample.group(2) == null ? "" : sample.group(2);
            known.computeIfAbsent(sample.group(1), name -> new HashSet<>(OF_TARGETS))
                    .addAll(LABEL.matcher(labels)
                            .results()
                            .map(label -> label.group(1))
                            .toList());
        });
        for (JsonNode rule : rules("record")) {
            var grouping = GROUPED_BY.matcher(rule.path("expr").asString());
            assertThat(grouping.find()).as(rule.path("record").asString()).isTrue();
            known.put(
                    rule.path("record").asString(),
                    NAME.matcher(grouping.group(1))
                            .results()
                            .map(label -> label.group())
                            .collect(Collectors.toSet()));
        }
        return known;
    }

    /** What a node tells when everything has happened once. */
    private static String scrape() {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try (ProcessMetrics process = new ProcessMetrics(registry)) {
            process.eventLoops("cwmp", loops);
            EveryMeter.appearsIn(registry);
            System.gc();
            Await.until(
                    "a collection is told of",
                    () -> registry.find("jvm.gc.pause").timer() != null);
            return registry.scrape();
        } finally {
            loops.shutdownGracefully();
        }
    }

    private static List<Asked> ofRules() throws IOException {
        List<Asked> asked = new ArrayList<>();
        for (String kind : List.of("record", "alert")) {
            for (JsonNode rule : rules(kind)) {
                asked.add(
                        new Asked(rule.path(kind).asString(), rule.path("expr").asString()));
            }
        }
        return asked;
    }

    private static List<Asked> ofDashboard(JsonNode dashboard) {
        String title = dashboard.path("title").asString();
        List<Asked> asked = new ArrayList<>();
        for (JsonNode panel : dashboard.path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                asked.add(new Asked(
                        title + ", " + panel.path("title").asString(),
                        target.path("expr").asString()));
            }
        }
        for (JsonNode annotation : dashboard.path("annotations").path("list")) {
            if (annotation.has("expr")) {
                asked.add(new Asked(
                        title + ", annotations", annotation.path("expr").asString()));
            }
        }
        for (JsonNode variable : dashboard.path("templating").path("list")) {
            var values = VARIABLE_OF_GRAFANA.matcher(variable.path("definition").asString(""));
            if (values.matches()) {
                asked.add(new Asked(title + ", variables", values.group(1)));
            }
        }
        return asked;
    }

    /** The rules that have a key: {@code record} or {@code alert}. */
    private static List<JsonNode> rules(String kind) throws IOException {
        return yaml("alerts.yml")
                .path("groups")
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream())
                .filter(rule -> rule.has(kind))
                .toList();
    }

    private static String name(JsonNode alert) {
        return alert.path("alert").asString();
    }

    private static JsonNode yaml(String file) throws IOException {
        return YAML.readTree(Files.readString(PROMETHEUS.resolve(file)));
    }

    private static List<JsonNode> dashboards() throws IOException {
        List<JsonNode> dashboards = new ArrayList<>();
        try (var files = Files.newDirectoryStream(GRAFANA, "*.json")) {
            for (Path file : files) {
                dashboards.add(JsonMapper.shared().readTree(Files.readString(file)));
            }
        }
        assertThat(dashboards).hasSize(5);
        return dashboards;
    }
}

package org.reactiveacs.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The chart as a whole, and what it refuses. */
class HelmChartTest {
    private static final Path ALERTS = Path.of("..", "deploy", "prometheus", "alerts.yml");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([\\w.]+)` \\|.*$");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private Path values(String yaml) throws IOException {
        return Files.writeString(directory.resolve("values.yaml"), yaml);
    }

    @Test
    void helmFindsNothingWrongWithIt() {
        var result = Chart.lint();

        assertThat(result.isFailed())
                .as(String.join("\n", result.getMessages()))
                .isFalse();
    }

    @Test
    void alertsAreThoseOfPrometheusFile() throws Exception {
        PrometheusRule rule =
                Chart.render(Chart.EXAMPLES.resolve("embedded.yaml")).only(PrometheusRule.class);

        JsonNode written = new YAMLMapper().readTree(Files.readString(ALERTS));
        JsonNode rendered = JsonMapper.shared()
                .readTree(new com.fasterxml.jackson.databind.ObjectMapper().writeValueAsString(rule.getSpec()));
        assertThat(rendered).isEqualTo(written);
        assertThat(Files.isSymbolicLink(Chart.DIRECTORY.resolve("alerts.yml"))).isTrue();
    }

    @Test
    void valuesOfSecretsStandInASecretAndNowhereElse() throws Exception {
        Manifests manifests = Chart.render(values("""
                config: {store: {url: "redis://redis:6379"}}
                secretValues: {security.keys: "1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", api.token: a-token, store.password: hush}
                """));

        assertThat(manifests.only(Secret.class).getStringData())
                .containsEntry("store.password", "hush")
                .hasSize(3);
        assertThat(manifests.configuration()).doesNotContain("hush");
        assertThat(manifests.container().getEnv())
                .filteredOn(variable -> variable.getName().equals("ACS_STORE_PASSWORD"))
                .singleElement()
                .satisfies(variable -> assertThat(
                                variable.getValueFrom().getSecretKeyRef().getKey())
                        .isEqualTo("store.password"));
        assertThat(NodeOfChart.of(manifests, directory).load().store().password())
                .isPresent();
    }

    @Test
    void largeNumbersStayWhatTheyAre() throws Exception {
        Manifests manifests = Chart.render(values("config: {cwmp: {limits: {maxBodyBytes: 123456789}}}"));

        assertThat(NodeOfChart.of(manifests, directory).load().cwmp().limits().maxBodyBytes())
                .isEqualTo(123_456_789);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{shutdown: {notice: 1500ms, drain: 0s}} | 12",
                "{shutdown: {notice: 0s, drain: 2m}} | 130",
                "{shutdown: {notice: null, drain: null}} | 35"
            })
    void theTimeToStopFollowsTheConfiguration(String config, long seconds) throws Exception {
        Manifests manifests = Chart.render(values("config: " + config));

        assertThat(manifests.pod().getSpec().getTerminationGracePeriodSeconds()).isEqualTo(seconds);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "replicas: 2 | the embedded store is one node's",
                "autoscaling: {enabled: true} | the embedded store is one node's",
                "config: {store: {url: 'redis://r:6379'}} | all nodes need one key ring",
                "config: {store: {url: 'redis://u:p@r:6379'}} | must hold no password",
                "config: {store: {url: 'mysql://r'}} | store",
                "config: {cwmp: {listen: all}} | listen",
                "config: {shutdown: {drain: soon}} | drain",
                "tls: {cwmp: {clientAuth: required}} | needs tls.cwmp.secretName",
                "tls: {management: {clientAuth: required}} | clientAuth",
                "replica: 3 | replica",
                "secrets: {store.password: hush} | store.password",
            })
    void whatWouldNotWorkIsRefused(String values, String reason) throws Exception {
        Path file = values(values);

        assertThatThrownBy(() -> Chart.render(file)).hasMessageContaining(reason);
    }

    @Test
    void noSecretOfTheConfigurationMayStandInTheConfigMap() throws Exception {
        Set<String> secrets = ROW.matcher(Files.readString(Path.of("..", "docs", "configuration.md")))
                .results()
                .filter(row -> row.group().contains("(secret)") || row.group(1).endsWith(".tls.keyPassword"))
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(secrets).hasSizeGreaterThan(10).allSatisfy(key -> {
            Path file = values("config:\n" + nested(key));
            assertThatThrownBy(() -> Chart.render(file)).hasMessageContaining("config." + key + " is a secret");
        });
    }

    private static String nested(String key) {
        StringBuilder yaml = new StringBuilder();
        String indent = "  ";
        for (String part : key.split("\\.", -1)) {
            yaml.append(indent).append(part).append(":\n");
            indent += "  ";
        }
        return yaml.append(indent).append("hush\n").toString();
    }

    @Test
    void thePackageHoldsTheAlerts() throws Exception {
        new Helm(Chart.DIRECTORY).packageIt().withDestination(directory).call();

        assertThat(directory.resolve("reactive-acs-0.1.0.tgz")).exists();
        String alerts = Helm.template(
                        directory.resolve("reactive-acs-0.1.0.tgz").toString())
                .withName(Chart.RELEASE)
                .withKubeVersion(Chart.KUBERNETES)
                .set("metrics.prometheusRule.enabled", true)
                .call();
        assertThat(Manifests.read(alerts).only(PrometheusRule.class).getSpec().getGroups())
                .isNotEmpty();
    }

    @Test
    void theVersionsAreThoseOfTheProject() throws Exception {
        Map<?, ?> chart =
                new YAMLMapper().readValue(Files.readString(Chart.DIRECTORY.resolve("Chart.yaml")), Map.class);

        assertThat(Files.readString(Path.of("..", "pom.xml")))
                .contains("<version>" + chart.get("appVersion") + "</version>");
        assertThat(String.valueOf(chart.get("appVersion"))).startsWith(String.valueOf(chart.get("version")));
    }
}

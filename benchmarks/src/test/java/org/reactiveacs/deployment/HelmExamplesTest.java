package org.reactiveacs.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactiveacs.main.config.AcsConfig;
import org.reactiveacs.main.config.HostPort;
import org.reactiveacs.main.config.StoreUrl;
import org.reactiveacs.main.config.TlsConfig;

/** What the chart makes of each of its examples. That every kind and field exists is seen while it is read ({@link KubernetesModels}). */
class HelmExamplesTest {
    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final Pattern CERTIFICATE = Pattern.compile("/etc/acs/tls/[\\w./-]+");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private static Manifests example(String name) {
        return Chart.render(Chart.EXAMPLES.resolve(name));
    }

    private AcsConfig configuration(Manifests manifests) throws IOException {
        return NodeOfChart.of(manifests, directory).load();
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedded.yaml", "sentinel-tls.yaml", "mutual-tls.yaml"})
    void whateverChoosesPodsFindsThem(String example) {
        Manifests manifests = example(example);
        StatefulSet nodes = manifests.only(StatefulSet.class);
        Map<String, String> labels = manifests.pod().getMetadata().getLabels();

        assertThat(labels)
                .containsAllEntriesOf(nodes.getSpec().getSelector().getMatchLabels())
                .containsAllEntriesOf(manifests
                        .only(NetworkPolicy.class)
                        .getSpec()
                        .getPodSelector()
                        .getMatchLabels());
        assertThat(manifests.all(Service.class))
                .hasSize(3)
                .allSatisfy(service -> assertThat(labels)
                        .containsAllEntriesOf(service.getSpec().getSelector()));
        assertThat(manifests.pod().getSpec().getTopologySpreadConstraints())
                .isNotEmpty()
                .allSatisfy(spread -> assertThat(labels)
                        .containsAllEntriesOf(spread.getLabelSelector().getMatchLabels()));
        assertThat(manifests.all(PodDisruptionBudget.class))
                .allSatisfy(budget -> assertThat(labels)
                        .containsAllEntriesOf(budget.getSpec().getSelector().getMatchLabels()));
        assertThat(manifests.all(HorizontalPodAutoscaler.class)).allSatisfy(scaler -> {
            var target = scaler.getSpec().getScaleTargetRef();
            assertThat(target.getKind()).isEqualTo("StatefulSet");
            assertThat(target.getApiVersion()).isEqualTo(nodes.getApiVersion());
            assertThat(target.getName()).isEqualTo(nodes.getMetadata().getName());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedded.yaml", "sentinel-tls.yaml", "mutual-tls.yaml"})
    void theServerTakesItsConfigurationAndListensWhereKubernetesLooks(String example) throws Exception {
        Manifests manifests = example(example);

        AcsConfig config = configuration(manifests);

        Map<String, Integer> listened = new HashMap<>(Map.of(
                "cwmp", config.cwmp().listen().port(),
                "api", config.api().listen().port(),
                "management", config.management().listen().port()));
        config.stun().listen().ifPresent(stun -> listened.put("stun", stun.port()));
        Map<String, ContainerPort> ports = ports(manifests);
        assertThat(ports.values().stream()
                        .collect(Collectors.toMap(ContainerPort::getName, ContainerPort::getContainerPort)))
                .isEqualTo(listened);
        for (Service service : manifests.all(Service.class)) {
            for (ServicePort port : service.getSpec().getPorts()) {
                assertThat(port.getTargetPort().getStrVal()).isIn(listened.keySet());
                assertThat(port.getPort())
                        .isEqualTo(listened.get(port.getTargetPort().getStrVal()));
            }
        }
        assertThat(manifests.only(NetworkPolicy.class).getSpec().getIngress().stream()
                        .flatMap(rule -> rule.getPorts().stream())
                        .map(HelmExamplesTest::named)
                        .toList())
                .containsExactlyInAnyOrderElementsOf(ports.values().stream()
                        .map(port -> port.getName() + "/"
                                + Optional.ofNullable(port.getProtocol()).orElse("TCP"))
                        .toList());
        assertThat(Stream.of(
                                config.cwmp().listen(),
                                config.api().listen(),
                                config.management().listen())
                        .map(HostPort::host))
                .as("where pods are reached")
                .containsOnly("0.0.0.0");
    }

    private static String named(NetworkPolicyPort port) {
        return port.getPort().getStrVal() + "/" + port.getProtocol();
    }

    private static Map<String, ContainerPort> ports(Manifests manifests) {
        return manifests.container().getPorts().stream()
                .collect(Collectors.toMap(ContainerPort::getName, port -> port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedded.yaml", "sentinel-tls.yaml", "mutual-tls.yaml"})
    void aNodeHasTheTimeThatItTakesToStop(String example) throws Exception {
        Manifests manifests = example(example);
        var shutdown = configuration(manifests).shutdown();

        long given = manifests.pod().getSpec().getTerminationGracePeriodSeconds();

        Duration most = shutdown.notice().plus(shutdown.drain()).plus(CLOSING);
        assertThat(Duration.ofSeconds(given)).isBetween(most.plusSeconds(1), most.plusSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedded.yaml", "sentinel-tls.yaml", "mutual-tls.yaml"})
    void probesAskTheManagementListenerAndOnlyReadinessAsksWhetherItIsReady(String example) throws Exception {
        Manifests manifests = example(example);
        Container container = manifests.container();
        boolean overTls =
                configuration(manifests).management().tls().certificate().isPresent();

        assertAsks(container.getStartupProbe(), "/health/live", overTls);
        assertAsks(container.getLivenessProbe(), "/health/live", overTls);
        assertAsks(container.getReadinessProbe(), "/health/ready", overTls);
    }

    private static void assertAsks(Probe probe, String path, boolean overTls) {
        HTTPGetAction question = probe.getHttpGet();
        assertThat(question.getPath()).isEqualTo(path);
        assertThat(question.getPort().getStrVal()).isEqualTo("management");
        assertThat(question.getScheme()).isEqualTo(overTls ? "HTTPS" : "HTTP");
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedded.yaml", "sentinel-tls.yaml", "mutual-tls.yaml"})
    void everyFileThatTheConfigurationNamesIsMounted(String example) {
        Manifests manifests = example(example);
        PodSpec pod = manifests.pod().getSpec();
        Map<String, Volume> volumes =
                pod.getVolumes().stream().collect(Collectors.toMap(Volume::getName, volume -> volume));
        Set<String> named = new HashSet<>(volumes.keySet());
        manifests
                .only(StatefulSet.class)
                .getSpec()
                .getVolumeClaimTemplates()
                .forEach(claim ->
                        assertThat(named.add(claim.getMetadata().getName())).isTrue());

        List<VolumeMount> mounts = manifests.container().getVolumeMounts();

        assertThat(mounts).extracting(VolumeMount::getName).containsExactlyInAnyOrderElementsOf(named);
        Map<String, String> secrets = mounts.stream()
                .filter(mount -> mount.getName().startsWith("tls-"))
                .collect(Collectors.toMap(
                        VolumeMount::getMountPath,
                        mount -> Objects.requireNonNull(volumes.get(mount.getName()))
                                .getSecret()
                                .getSecretName()));
        Set<String> directories = CERTIFICATE
                .matcher(manifests.configuration())
                .results()
                .map(file -> file.group().replaceFirst("/[^/]*$", ""))
                .collect(Collectors.toSet());
        assertThat(secrets.keySet()).isEqualTo(directories);
        assertThat(secrets.values()).doesNotContain("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedded.yaml", "sentinel-tls.yaml", "mutual-tls.yaml"})
    void podsHaveNoMoreRightsThanTheyNeed(String example) throws Exception {
        Manifests manifests = example(example);
        PodSpec pod = manifests.pod().getSpec();
        ContainerImage image = ContainerImage.read();

        var container = manifests.container().getSecurityContext();
        assertThat(container.getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(image.text())
                .contains("useradd --uid " + pod.getSecurityContext().getRunAsUser() + " ");
        assertThat(image.text())
                .contains("groupadd --gid " + pod.getSecurityContext().getRunAsGroup() + " ");
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(manifests.container().getArgs().get(0))
                .isEqualTo(image.words("CMD").get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedded.yaml", "sentinel-tls.yaml", "mutual-tls.yaml"})
    void secretsComeFromSecretsAlone(String example) {
        Manifests manifests = example(example);

        List<EnvVar> secrets = manifests.container().getEnv().stream()
                .filter(variable -> variable.getName().matches(".*(PASSWORD|TOKEN|KEYS)"))
                .toList();

        assertThat(secrets)
                .isNotEmpty()
                .allSatisfy(secret -> assertThat(
                                secret.getValueFrom().getSecretKeyRef().getName())
                        .isNotBlank());
        assertThat(manifests.configuration())
                .doesNotContainIgnoringCase("password")
                .doesNotContain("token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedded.yaml", "sentinel-tls.yaml"})
    void prometheusFindsEachNodeOnceAndByTheNamesOfTheAlerts(String example) {
        Manifests manifests = example(example);
        ServiceMonitor monitor = manifests.only(ServiceMonitor.class);

        List<Service> chosen = manifests.all(Service.class).stream()
                .filter(service -> service.getMetadata()
                        .getLabels()
                        .entrySet()
                        .containsAll(
                                monitor.getSpec().getSelector().getMatchLabels().entrySet()))
                .toList();

        assertThat(chosen).singleElement().satisfies(service -> {
            assertThat(service.getSpec().getClusterIP()).isEqualTo("None");
            assertThat(service.getSpec().getPublishNotReadyAddresses()).isTrue();
            assertThat(service.getMetadata().getName())
                    .isEqualTo(manifests.only(StatefulSet.class).getSpec().getServiceName());
        });
        var endpoint = monitor.getSpec().getEndpoints().get(0);
        assertThat(chosen.get(0).getSpec().getPorts())
                .extracting(ServicePort::getName)
                .contains(endpoint.getPort());
        assertThat(endpoint.getRelabelings())
                .extracting(relabeling -> relabeling.getTargetLabel() + "=" + relabeling.getReplacement())
                .contains("job=acs", example.startsWith("embedded") ? "cluster=" + Chart.RELEASE : "cluster=north");
    }

    @Test
    void theEmbeddedStoreHasAVolumeAndIsOneNodes() throws Exception {
        Manifests manifests = example("embedded.yaml");
        StatefulSet nodes = manifests.only(StatefulSet.class);

        assertThat(nodes.getSpec().getReplicas()).isEqualTo(1);
        assertThat(configuration(manifests).store().url())
                .isInstanceOfSatisfying(
                        StoreUrl.Embedded.class,
                        store -> assertThat(manifests.container().getVolumeMounts())
                                .filteredOn(mount -> mount.getMountPath()
                                        .equals(store.directory().toString()))
                                .extracting(VolumeMount::getName)
                                .containsExactly("data"));
        assertThat(nodes.getSpec().getVolumeClaimTemplates())
                .singleElement()
                .satisfies(claim -> assertThat(claim.getMetadata().getName()).isEqualTo("data"));
        assertThat(manifests.all(PodDisruptionBudget.class)).isEmpty();
    }

    @Test
    void nodesOnSentinelsShareWhatTheyMustAndTrustWhatTheyAreTold() throws Exception {
        Manifests manifests = example("sentinel-tls.yaml");

        AcsConfig config = configuration(manifests);

        assertThat(config.store().url())
                .isInstanceOfSatisfying(
                        StoreUrl.Redis.class, store -> assertThat(store.url()).startsWith("rediss-sentinel://"));
        assertThat(config.store().tls().trust()).isPresent();
        assertThat(config.store().password()).isPresent();
        assertThat(config.store().sentinelPassword()).isPresent();
        assertThat(config.security().keys()).isPresent();
        assertThat(config.cwmp().tls().certificate()).isPresent();
        StatefulSet nodes = manifests.only(StatefulSet.class);
        assertThat(nodes.getSpec().getReplicas()).as("left to the autoscaler").isNull();
        assertThat(manifests.only(HorizontalPodAutoscaler.class).getSpec().getMetrics())
                .hasSize(2);
        assertThat(manifests
                        .only(PodDisruptionBudget.class)
                        .getSpec()
                        .getMaxUnavailable()
                        .getIntVal())
                .isEqualTo(1);
    }

    @Test
    void devicesMayHaveToShowCertificates() throws Exception {
        AcsConfig config = configuration(example("mutual-tls.yaml"));

        assertThat(config.cwmp().tls().clientAuth()).isEqualTo(TlsConfig.ClientAuth.REQUIRED);
        assertThat(config.cwmp().tls().clientCa()).contains(Path.of("/etc/acs/tls/cwmp-clients/ca.crt"));
        assertThat(config.api().tls().clientAuth()).isEqualTo(TlsConfig.ClientAuth.OPTIONAL);
        assertThat(config.management().tls().certificate()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedded.yaml", "sentinel-tls.yaml", "mutual-tls.yaml"})
    void allObjectsHaveNamesOfTheRelease(String example) {
        assertThat(example(example).objects())
                .extracting(object -> object.getKind() + " " + name(object))
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(name).contains(" " + Chart.RELEASE + "-reactive-acs"));
    }

    private static String name(HasMetadata object) {
        return object.getMetadata().getName();
    }
}

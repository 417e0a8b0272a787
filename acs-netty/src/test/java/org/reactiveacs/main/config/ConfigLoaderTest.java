package org.reactiveacs.main.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLoaderTest {
    @TempDir
    Path directory;

    @Test
    void defaultsAreEnoughToStart() {
        AcsConfig config = load();

        assertThat(config.cwmp().listen()).isEqualTo(new HostPort("0.0.0.0", 7547));
        assertThat(config.cwmp().auth()).containsExactly(CwmpConfig.AuthScheme.DIGEST);
        assertThat(config.cwmp().digestAlgorithms())
                .containsExactly(CwmpConfig.DigestAlgorithm.MD5, CwmpConfig.DigestAlgorithm.SHA_256);
        assertThat(config.cwmp().sessionTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.cwmp().publicUrl()).isEmpty();
        assertThat(config.cwmp().onboarding().afterReset()).isEqualTo(CwmpConfig.Admission.QUARANTINE);
        assertThat(config.device().identity()).isEqualTo(DeviceConfig.Identity.OUI_SERIAL);
        assertThat(config.device().macPaths()).hasSize(8).first().isEqualTo("Device.Ethernet.Interface.1.MACAddress");
        assertThat(config.store().url()).isEqualTo(new StoreUrl.Embedded(Path.of("data")));
        assertThat(config.api().listen().host()).isEqualTo("127.0.0.1");
        assertThat(config.node().nameOrHost()).isNotBlank();
    }

    @Test
    void setWinsOverEnvironmentOverFile() throws Exception {
        Path file = write("""
                cwmp:
                  listen: "[::]:1"
                  path: /file
                  unknown: refuse
                node:
                  name: file
                """);
        Map<String, String> environment = Map.of("ACS_CWMP_PATH", "/env", "ACS_NODE_NAME", "env", "PATH", "/bin");

        AcsConfig config = ConfigLoader.load(
                Optional.of(file),
                environment,
                List.of("node.name=first", "node.name=last=yes", "cwmp.maxSessions= 5 "));

        assertThat(config.cwmp().listen()).isEqualTo(new HostPort("::", 1)).hasToString("[::]:1");
        assertThat(config.cwmp().unknown()).isEqualTo(CwmpConfig.Admission.REFUSE);
        assertThat(config.cwmp().path()).isEqualTo("/env");
        assertThat(config.cwmp().maxSessions()).isEqualTo(5);
        assertThat(config.node().name()).contains("last=yes");
    }

    @Test
    void listsMayBeYamlListsOrCommaSeparated() throws Exception {
        Path file = write("cwmp:\n  auth:\n    - basic\n    - digest\ndevice:\n  macPaths: [Device.A., Device.B]\n");

        AcsConfig fromFile = ConfigLoader.load(Optional.of(file), Map.of(), List.of());
        AcsConfig overridden = ConfigLoader.load(Optional.of(file), Map.of(), List.of("cwmp.auth=none , digest"));

        assertThat(fromFile.cwmp().auth()).containsExactly(CwmpConfig.AuthScheme.BASIC, CwmpConfig.AuthScheme.DIGEST);
        assertThat(fromFile.device().macPaths()).containsExactly("Device.A.", "Device.B");
        assertThat(overridden.cwmp().auth()).containsExactly(CwmpConfig.AuthScheme.NONE, CwmpConfig.AuthScheme.DIGEST);
    }

    @Test
    void networksOfBalancersAreOfBothKindsAndNoneByDefault() throws Exception {
        assertThat(load().cwmp().balancers()).isEmpty();
        assertThat(load("cwmp.balancers=").cwmp().balancers()).isEmpty();
        assertThat(load("cwmp.balancers=10.0.0.0/8, 2001:db8::/32,192.0.2.1")
                        .cwmp()
                        .balancers())
                .contains(List.of(
                        new Network(InetAddress.getByName("10.0.0.0"), 8),
                        new Network(InetAddress.getByName("2001:db8::"), 32),
                        new Network(InetAddress.getByName("192.0.2.1"), 32)));
    }

    @Test
    void environmentNamesMayHaveAnUnderscoreBetweenWords() {
        Map<String, String> environment = Map.of(
                "ACS_CWMP_PUBLIC_URL", "https://acs.example.net/",
                "ACS_FILES_PUBLICURL", "http://files.example.net:7567",
                "ACS_CWMP_LIMITS_MAX_BODY_BYTES", "2048",
                "ACS_API_TOKEN", "");

        AcsConfig config = ConfigLoader.load(Optional.empty(), environment, List.of());

        assertThat(config.cwmp().publicUrl()).hasToString("Optional[https://acs.example.net/]");
        assertThat(config.files().publicUrl()).isPresent();
        assertThat(config.cwmp().limits().maxBodyBytes()).isEqualTo(2048);
        assertThat(config.api().token()).isEmpty();
    }

    @Test
    void variablesThatOthersSetAreLeftAlone() {
        Map<String, String> environment = Map.of(
                "ACS_LOG", "debug",
                "ACS_JAVA_OPTS", "-Xmx1g",
                "ACS_SERVICE_HOST", "10.0.0.1",
                "ACS_SERVICE_PORT_CWMP", "7547",
                "ACS_PORT", "tcp://10.0.0.1:7547",
                "ACS_API_PORT_7557_TCP_ADDR", "10.0.0.1");

        assertThat(ConfigLoader.load(Optional.empty(), environment, List.of())).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cwmp.listen=abc | cwmp.listen: \"abc\" (from --set): expected HOST:PORT",
                "cwmp.listen=:::7547 | expected HOST:PORT, an IPv6 address in brackets",
                "cwmp.listen=0.0.0.0:65536 | port 0 to 65535",
                "cwmp.listen= | must not be empty",
                "cwmp.auth=digest,magic | cwmp.auth: \"digest,magic\" (from --set): expected one of none, basic, digest",
                "cwmp.auth=digest,, | empty item",
                "cwmp.balancers=10.0.0.0/33 | cwmp.balancers: \"10.0.0.0/33\" (from --set): expected a network such as",
                "cwmp.balancers=10.0.0.0/8,2001:db8::/129 | expected a network",
                "cwmp.balancers=lb.example.net/8 | expected a network",
                "cwmp.balancers=10.0.0.0/ | expected a network",
                "cwmp.balancers=10.0.0/8 | expected a network",
                "cwmp.balancers=10.0.0.0/8, | empty item",
                "cwmp.sessionTimeout=60 | such as 30s",
                "cwmp.sessionTimeout=0s | longer than nothing",
                "cwmp.maxSessions=many | expected a whole number",
                "api.open=yes | expected true or false",
                "cwmp.maxSessions=0 | at least 1",
                "cwmp.overload.target=0s | longer than nothing",
                "cwmp.overload.leastMessages=0 | from 1 to 100000",
                "cwmp.overload.leastMessages=100001 | from 1 to 100000",
                "cwmp.overload.backlog=0 | from 1 to 100000",
                "cwmp.overload.refusalPercent=0 | from 1 to 100",
                "cwmp.overload.refusalPercent=101 | from 1 to 100",
                "cwmp.overload.retryLeast=999ms | at least 1s",
                "cwmp.overload.retryMost=29s | must not be less than cwmp.overload.retryLeast",
                "cwmp.path=acs | must begin with a slash",
                "cwmp.publicUrl=acs.example.net | expected a URL",
                "cwmp.lissten=x | cwmp.lissten: unknown key (from --set); did you mean cwmp.listen?",
                "nonsense | --set: expected KEY=VALUE",
                "store.url=redis://:pw@h:1 | security.keys: must be set, alike on all nodes",
                "store.url=redis-cluster://h:1,h:2 | api.token: must be set",
                "store.replicas=-1 | at least 0",
                "store.tls.key=k.pem | certificate and key go together",
                "store.url=mysql:x | expected embedded:DIR",
                "cwmp.limits.handshakeTimeout=0s | must be longer than nothing",
                "anomalies.reboots.times=2 | anomalies.reboots.times: \"2\" (from --set): must be 0 or from 3 to 30",
                "anomalies.sessions.times=31 | must be 0 or from 3 to 30",
                "anomalies.failures.times=10001 | must be 0 or from 3 to 10000",
                "anomalies.addresses.within=0s | must be longer than nothing",
                "anomalies.mix.sessions=-1 | must be at least 0",
                "anomalies.mix.points=0 | must be from 1 to 100",
                "anomalies.mix.points=101 | must be from 1 to 100",
                "cwmp.ticketLifetime=59s | must be 0s or from 1m to 2d",
                "cwmp.ticketLifetime=49h | must be 0s or from 1m to 2d",
                "cwmp.tls.key=k.pem | needs cwmp.tls.certificate too",
                "api.tls.certificate=c.pem | needs api.tls.key too",
                "cwmp.tls.clientAuth=required | needs cwmp.tls.clientCa too",
                "cwmp.onboarding.username=u | go together",
                "stun.username=u | username and password of STUN go together",
                "stun.publicAddress=stun:example:3478 | must be HOST or HOST:PORT",
                "stun.publicAddress=stun.example:65536 | port 1 to 65535",
                "stun.lifetime=29s | stun.lifetime: \"29s\" (from --set): must be at least 30s",
                "stun.integrity=maybe | expected one of never, ask, require",
                "stun.bindings=0 | must be at least 1",
                "stun.perAddress=0 | must be at least 1",
                "stun.callWithin=0s | must be longer than nothing",
                "device.identity=mac | expected one of oui-serial, oui-class-serial",
            })
    void badSettingsAreNamedWithTheirOrigin(String set, String expected) {
        assertThat(problems(Map.of(), set)).anyMatch(problem -> problem.contains(expected));
    }

    @Test
    void everyProblemIsReportedAtOnceWithItsOrigin() throws Exception {
        Path file = write("cwmp:\n  listen: 7547\n  pth: /\n");

        ConfigException refused = catchThrowableOfType(
                ConfigException.class,
                () -> ConfigLoader.load(Optional.of(file), Map.of("ACS_CWMP_AUTH", "x", "ACS_TYPO", "y"), List.of()));

        assertThat(refused.problems())
                .hasSize(4)
                .anyMatch(line -> line.startsWith("cwmp.listen: \"7547\" (from file " + file + ")"))
                .anyMatch(line -> line.startsWith("cwmp.pth: unknown key (from file " + file + ")"))
                .anyMatch(line -> line.startsWith("cwmp.auth: \"x\" (from environment variable ACS_CWMP_AUTH)"))
                .anyMatch(line -> line.startsWith("ACS_TYPO: unknown environment variable"));
    }

    @Test
    void aNodeCallsFromThePoolThatDevicesAreTold() {
        assertThat(load(
                                "connreq.pool=192.0.2.0/27,2001:db8::/64,198.51.100.7",
                                "connreq.sources=192.0.2.31,2001:db8::9")
                        .connreq()
                        .pool()
                        .orElseThrow())
                .extracting(Network::text)
                .containsExactly("192.0.2.0/27", "2001:db8::/64", "198.51.100.7");
        assertThat(load("connreq.pool=192.0.2.0/27").connreq().sources()).isEmpty();
        assertThat(load("connreq.pool=192.0.2.7", "connreq.sources=192.0.2.7")).isNotNull();

        for (String outside : List.of("192.0.2.32", "2001:db8:0:1::1", "203.0.113.1")) {
            assertThat(problems(Map.of(), "connreq.pool=192.0.2.0/27,2001:db8::/64", "connreq.sources=" + outside))
                    .singleElement()
                    .asString()
                    .contains(
                            "connreq.sources",
                            outside + " must lie within connreq.pool",
                            "192.0.2.0/27, 2001:db8::/64");
        }
    }

    @Test
    void networksInWhichDevicesAreCalledHaveAPaceOfTheirOwnUnlessItIsTurnedOff() {
        assertThat(load().connreq().perNetwork().perSecond()).isEqualTo(100);
        assertThat(load("connreq.perNetwork.perSecond=0", "connreq.perNetwork.atOnce=0")
                        .connreq()
                        .perNetwork()
                        .atOnce())
                .isZero();
        for (String wrong : List.of(
                "perSecond=-1", "atOnce=-1", "ipv4Prefix=0", "ipv4Prefix=33", "ipv6Prefix=0", "ipv6Prefix=129")) {
            assertThat(problems(Map.of(), "connreq.perNetwork." + wrong))
                    .singleElement()
                    .asString()
                    .contains("connreq.perNetwork." + wrong.substring(0, wrong.indexOf('=')));
        }
    }

    @Test
    void passwordsAreNotRotatedByAgeUnlessThatIsSet() {
        assertThat(load().connreq().credentials().maxAge()).isZero();
        assertThat(load("connreq.credentials.maxAge=90d")
                        .connreq()
                        .credentials()
                        .maxAge())
                .isEqualTo(Duration.ofDays(90));
        assertThat(load("connreq.credentials.maxAge=1h")).isNotNull();
        assertThat(problems(Map.of(), "connreq.credentials.maxAge=59m"))
                .singleElement()
                .asString()
                .contains("connreq.credentials.maxAge", "at least 1h");
    }

    @Test
    void secretsAreNeverShown() {
        AcsConfig config =
                load("api.token=topsecret", "cwmp.onboarding.username=u", "cwmp.onboarding.password=hidden$x");

        assertThat(config.api().token().orElseThrow().reveal()).isEqualTo("topsecret");
        assertThat(config.cwmp().onboarding().password().orElseThrow().reveal()).isEqualTo("hidden$x");
        assertThat(config.toString()).doesNotContain("topsecret").doesNotContain("hidden");
        assertThat(problems(Map.of(), "api.token=topsecret", "api.tokenFile=f"))
                .noneMatch(line -> line.contains("topsecret"));
        assertThat(problems(Map.of(), "api.tokne=topsecret")).noneMatch(line -> line.contains("topsecret"));
        assertThat(problems(Map.of(), "store.url=redis://u:topsecret@h:1"))
                .noneMatch(line -> line.contains("topsecret"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'cwmp: [' | line 1",
                "'just text' | YAML mapping",
                "'- a' | YAML mapping",
                "'a: b: c' | line 1",
                "'node: {name: a, name: b}' | duplicate key"
            })
    void brokenYamlNamesTheFile(String content, String expected) throws Exception {
        Path file = write(content);

        ConfigException refused = catchThrowableOfType(
                ConfigException.class, () -> ConfigLoader.load(Optional.of(file), Map.of(), List.of()));

        assertThat(refused).hasMessageContaining(file.toString()).hasMessageContaining(expected);
    }

    @Test
    void missingFileIsNamedAndAnEmptyOneMeansDefaults() throws Exception {
        Path absent = directory.resolve("absent.yaml");

        ConfigException refused = catchThrowableOfType(
                ConfigException.class, () -> ConfigLoader.load(Optional.of(absent), Map.of(), List.of()));

        assertThat(refused).hasMessageContaining(absent + ": no such file");
        assertThat(ConfigLoader.load(Optional.of(write("")), Map.of(), List.of()))
                .isNotNull();
        assertThat(ConfigLoader.load(Optional.of(write("# nothing\n")), Map.of(), List.of()))
                .isNotNull();
    }

    @Test
    void aShareOfSessionsIsTracedOnceACollectorIsNamed() {
        assertThat(load().tracing().otlp()).isEmpty();
        assertThat(load().tracing().sample()).isEqualTo(0.01);
        assertThat(load("tracing.otlp=http://tempo:4318/v1/traces", "tracing.sample=1", "tracing.queue=5")
                        .tracing())
                .satisfies(tracing -> {
                    assertThat(tracing.otlp()).contains(URI.create("http://tempo:4318/v1/traces"));
                    assertThat(tracing.sample()).isEqualTo(1);
                    assertThat(tracing.queue()).isEqualTo(5);
                });
        assertThat(problems(Map.of(), "tracing.otlp=tempo:4318"))
                .singleElement()
                .asString()
                .contains("expected a URL");
        assertThat(problems(Map.of(), "tracing.sample=1%"))
                .singleElement()
                .asString()
                .contains("expected a number");
        assertThat(problems(Map.of(), "tracing.sample=1.01", "tracing.queue=0"))
                .anySatisfy(problem -> assertThat(problem).contains("tracing.sample", "must be from 0 to 1"))
                .anySatisfy(problem -> assertThat(problem).contains("tracing.queue", "must be from 1"));
        assertThat(problems(Map.of(), "tracing.sample=NaN"))
                .singleElement()
                .asString()
                .contains("must be from 0 to 1");
        assertThat(problems(Map.of(), "tracing.sample=-0.1")).hasSize(1);
        assertThat(load("tracing.sample=0", "tracing.queue=1000000").tracing().sample())
                .isZero();
        assertThat(problems(Map.of(), "tracing.queue=1000001")).hasSize(1);
    }

    private static AcsConfig load(String... sets) {
        return ConfigLoader.load(Optional.empty(), Map.of(), List.of(sets));
    }

    private static List<String> problems(Map<String, String> environment, String... sets) {
        return catchThrowableOfType(
                        ConfigException.class, () -> ConfigLoader.load(Optional.empty(), environment, List.of(sets)))
                .problems();
    }

    private Path write(String yaml) throws Exception {
        return Files.writeString(directory.resolve("acs.yaml"), yaml);
    }
}

package org.reactiveacs.simulator.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.main.Acs;
import org.reactiveacs.main.ExitCode;
import org.reactiveacs.simulator.scenario.ScenarioFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class LoadOptionsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private @Nullable Acs acs;

    @AfterEach
    void stop() {
        if (acs != null) {
            acs.close();
        }
    }

    @Test
    void sessionsBeginAtARateFromAddressesOfTheirOwn() throws Exception {
        Path report = directory.resolve("report.json");

        Simulation simulation = against("http", RunningAcs.start(directory))
                .run("--devices", "10", "--rate", "20", "--arrival", "even", "--duration", "2", "--report", report);

        assertThat(simulation.code()).as(simulation.err()).isEqualTo(ExitCode.OK);
        JsonNode written = JsonMapper.shared().readTree(Files.readString(report));
        assertThat(written.path("events").path("2 PERIODIC").asInt()).isBetween(30, 41);
        assertThat(written.path("served").path("count").asInt())
                .isEqualTo(written.path("sessions").asInt());
        assertThat(simulation.err()).contains("the load begins", "sessions/s");
        assertThat(simulation.out()).contains("longest time until a device was served");
    }

    @Test
    void aClosedLoopKeepsItsSessionsGoingOnKeptConnections() throws Exception {
        Simulation simulation = against("http", RunningAcs.start(directory))
                .run("--devices", "4", "--concurrency", "2", "--duration", "2", "--keep-alive", "--json");

        assertThat(simulation.code()).as(simulation.err()).isEqualTo(ExitCode.OK);
        JsonNode report = simulation.report();
        assertThat(report.path("failed").asInt()).isZero();
        assertThat(report.path("sessions").asInt()).isGreaterThan(4);
        assertThat(report.at("/sockets/most").asInt()).isLessThanOrEqualTo(4);
    }

    @Test
    void devicesThatWereNotIntroducedCallForTheFirstTimeUnderTheLoad() throws Exception {
        Simulation simulation = against("http", RunningAcs.start(directory))
                .run("--devices", "5", "--rate", "10", "--duration", "2", "--no-introduce", "--json");

        assertThat(simulation.code()).as(simulation.err()).isEqualTo(ExitCode.OK);
        assertThat(simulation.report().path("events").path("0 BOOTSTRAP").asInt())
                .isEqualTo(5);
    }

    @Test
    void sessionsWaitForASocketWhenThereAreTooFewAndItIsSaid() throws Exception {
        Simulation simulation = against("http", RunningAcs.start(directory))
                .run("--devices", "30", "--ramp", "0", "--duration", "4", "--max-connections", "2");

        assertThat(simulation.code()).as(simulation.err()).isEqualTo(ExitCode.OK);
        assertThat(simulation.out()).contains("30 devices: 30 sessions, 0 failed", "LIMITED by open files: of 2");
    }

    @Test
    void devicesAnswerTheDigestChallengeWithNamesOfTheirOwn() throws Exception {
        Acs server = RunningAcs.start(
                directory,
                "cwmp.auth=digest",
                "cwmp.onboarding.username=welcome",
                "cwmp.onboarding.password=02AC50-secret",
                "cwmp.onboarding.afterReset=accept");

        Simulation simulation = against("http", server)
                .run(
                        "--devices",
                        "3",
                        "--ramp",
                        "0",
                        "--duration",
                        "2",
                        "--json",
                        "--username",
                        "welcome",
                        "--password",
                        "{oui}-secret");

        assertThat(simulation.code()).as(simulation.err()).isEqualTo(ExitCode.OK);
        assertThat(simulation.report().path("failed").asInt()).isZero();
    }

    @Test
    void theAuthorityOfTheServersCertificateIsAskedFor() throws Exception {
        X509Bundle authority =
                certificate("an authority").setIsCertificateAuthority(true).buildSelfSigned();
        X509Bundle certificate =
                certificate("localhost").addSanDnsName("localhost").buildIssuedBy(authority);
        Path ca = Files.writeString(directory.resolve("ca.pem"), authority.getCertificatePEM());
        Path chain = Files.writeString(directory.resolve("server.pem"), certificate.getCertificatePathPEM());
        Path key = Files.writeString(directory.resolve("server.key"), certificate.getPrivateKeyPEM());
        Acs server = RunningAcs.start(directory, "cwmp.tls.certificate=" + chain, "cwmp.tls.key=" + key);
        Site site = against("https", server);

        assertThat(site.run("--devices", "2", "--ramp", "0", "--duration", "2", "--tls-ca", ca)
                        .code())
                .isEqualTo(ExitCode.OK);
        assertThat(site.run("--devices", "2", "--ramp", "0", "--duration", "2", "--tls-insecure")
                        .code())
                .isEqualTo(ExitCode.OK);
        assertThat(site.run("--devices", "2", "--ramp", "0", "--duration", "2").code())
                .isNotEqualTo(ExitCode.OK);
    }

    @Test
    void scenariosAreListedAndMayStandInAnyFile() throws Exception {
        assertThat(Simulation.run("--scenarios").out()).contains(ScenarioFile.NAMES);
        Path own = Files.writeString(directory.resolve("own.yaml"), "devices: 2\nduration: 2\narrivals: {rate: 10}\n");

        Simulation simulation = against("http", RunningAcs.start(directory)).run("--scenario", own, "--json");

        assertThat(simulation.code()).as(simulation.err()).isEqualTo(ExitCode.OK);
        assertThat(simulation.report().path("events").path("0 BOOTSTRAP").asInt())
                .as("nobody was introduced")
                .isEqualTo(2);
    }

    @Test
    void whatMakesNoSenseIsRefused() throws Exception {
        Site site = against("http", RunningAcs.start(directory));

        assertThat(site.run("--scenario", "unknown").err()).contains("unknown: there are steady");
        Path own = Files.writeString(
                directory.resolve("own.yaml"), "{devices: 2, duration: 2, changes: {rate: 1, parameter: None}}");
        assertThat(site.run("--scenario", own).err()).contains("there is no", "Device.None");
        assertThat(site.run("--rate", "1", "--concurrency", "1").code()).isEqualTo(ExitCode.USAGE);
        assertThat(site.run("--devices", "0").code()).isEqualTo(ExitCode.USAGE);
        assertThat(Simulation.run().err()).contains("--acs");
    }

    private Site against(String scheme, Acs server) {
        acs = server;
        return new Site(scheme + "://localhost:" + server.cwmpAddress().port() + "/");
    }

    private static CertificateBuilder certificate(String name) {
        return new CertificateBuilder()
                .subject("CN=" + name)
                .notBefore(Instant.now().minus(Duration.ofDays(1)))
                .notAfter(Instant.now().plus(Duration.ofDays(1)));
    }

    private record Site(String url) {
        Simulation run(Object... arguments) {
            List<String> all = new ArrayList<>(List.of("--acs", url));
            for (Object argument : arguments) {
                all.add(argument.toString());
            }
            return Simulation.run(all.toArray(String[]::new));
        }
    }
}

package org.reactiveacs.simulator.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.connreq.stun.StunMessage;
import org.reactiveacs.connreq.stun.StunType;
import org.reactiveacs.main.Acs;
import org.reactiveacs.main.ExitCode;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class SimulateCommandTest {
    private static final String FIRST = "02AC50-SIM000001";
    private static final String THIRD = "02AC50-SIM000003";

    private final HttpClient http = HttpClient.newHttpClient();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private Acs acs;

    @BeforeEach
    void start() {
        acs = RunningAcs.start(directory);
    }

    @AfterEach
    void stop() {
        acs.close();
    }

    @Test
    void theRecordHoldsALineForEachRequestThatShowsWhenItIsDoneTwice() throws Exception {
        send("PUT", "/devices/" + FIRST, "{}");
        order("{\"kind\": \"getParameterValues\", \"paths\": [\"Device.DeviceInfo.\"]}");
        order("{\"kind\": \"setParameterValues\", \"values\": {\"Device.WiFi.SSID.1.SSID\": \"x\"}}");
        order("{\"kind\": \"deleteObject\", \"path\": \"Device.None.1.\"}");
        String reboot = order("{\"kind\": \"reboot\"}");
        Path record = directory.resolve("record");

        int code = simulate("--devices", "1", "--record", record.toString());

        assertThat(code).as(err.toString()).isEqualTo(ExitCode.OK);
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(record)) {
            lines.add(JsonMapper.shared().readTree(line));
        }
        assertThat(lines)
                .extracting(line -> line.path("rpc").asString())
                .containsExactlyInAnyOrder("SetParameterValues", "Reboot");
        assertThat(lines)
                .allMatch(line -> line.path("device").asString().equals(FIRST)
                        && line.path("time").asString().endsWith("Z"));
        assertThat(lines)
                .filteredOn(line -> line.path("rpc").asString().equals("Reboot"))
                .extracting(line -> line.path("commandKey").asString())
                .containsExactly(reboot);
        assertThat(lines)
                .filteredOn(line -> !line.path("parameterKey").asString("").isEmpty())
                .hasSize(1);
    }

    @Test
    void devicesCallFromAddressesOfTheirOwn() throws Exception {
        assertThat(simulate("--devices", "3", "--source", "127.9.0.0/16", "--cookies", "mixed"))
                .isEqualTo(ExitCode.OK);

        assertThat(send("GET", "/devices/" + THIRD + "/visits", "").body()).contains("\"127.9.0.3\"");
    }

    @Test
    void whatCannotBeUnderstoodIsRefused() {
        assertThat(simulate("--source", "127.0.0.0/99")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--source", "expected a network");
        assertThat(simulate("--cookies", "perhaps")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aRecordThatCannotBeWrittenIsAnError() {
        assertThat(simulate("--record", directory.resolve("none/record").toString()))
                .isNotEqualTo(ExitCode.OK);
    }

    @Test
    void devicesKeepBindingsToTheStunServerThatIsNamed() throws Exception {
        try (var server = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            server.setSoTimeout(20_000);

            int code = simulate("--devices", "2", "--stun", "127.0.0.1:" + server.getLocalPort());

            assertThat(code).as(err.toString()).isEqualTo(ExitCode.OK);
            var packet = new DatagramPacket(new byte[1500], 1500);
            server.receive(packet);
            assertThat(StunMessage.parse(Arrays.copyOf(packet.getData(), packet.getLength())))
                    .hasValueSatisfying(request -> assertThat(request.text(StunType.CONNECTION_REQUEST_BINDING))
                            .contains(StunType.CONNECTION_REQUEST_BINDING_VALUE.strip()));
        }
    }

    private int simulate(String... arguments) {
        List<String> all = new ArrayList<>(
                List.of("--acs", "http://" + acs.cwmpAddress() + "/", "--duration", "3", "--ramp", "0", "--json"));
        all.addAll(List.of(arguments));
        return new CommandLine(new SimulateCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }

    /** The id of the task. */
    private String order(String body) throws Exception {
        HttpResponse<String> created = send("POST", "/devices/" + FIRST + "/tasks", body);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        return JsonMapper.shared().readTree(created.body()).path("id").asString();
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://" + acs.apiAddress() + "/api/v1" + path))
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}

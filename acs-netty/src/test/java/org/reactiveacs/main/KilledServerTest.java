package org.reactiveacs.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.cwmp.InformBuilder.anInform;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.cwmp.CwmpMessage;
import org.reactiveacs.cwmp.CwmpVersion;
import org.reactiveacs.cwmp.CwmpWriter;
import org.reactiveacs.cwmp.Envelope;
import org.reactiveacs.cwmp.Fault;
import org.reactiveacs.cwmp.FaultCode;
import org.reactiveacs.cwmp.GetParameterValuesResponse;
import org.reactiveacs.cwmp.Header;
import org.reactiveacs.cwmp.ParameterValueStruct;
import org.reactiveacs.device.ParameterType;

/** What a server acknowledged is there after it was killed and started again. */
class KilledServerTest {

    /** The serial number {@code 7% ü}, in a device's id. */
    private static final String DEVICE = "/devices/00D09E-7~25~20~C3~BC";

    private static final String READ = "{\"kind\":\"getParameterValues\",\"paths\":[\"Device.X\"]}";

    @TempDir
    Path directory;

    private static byte[] message(CwmpMessage message) {
        return new CwmpWriter().toBytes(Envelope.of(CwmpVersion.V1_0, Header.ofId("1"), message));
    }

    private static byte[] inform() {
        var inform = message(anInform()
                .from("00D09E", "7% ü")
                .with("1 BOOT")
                .reporting("Device.DeviceInfo.SoftwareVersion", "1.0+2")
                .build());
        return new String(inform, StandardCharsets.UTF_8)
                .replace("1.0+2", "1.0&2")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String cookie(HttpResponse<String> response) {
        return response.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
    }

    @Test
    void everythingAcknowledgedIsThereAfterAKillInTheMomentOfTheLastAcknowledgement() throws Exception {
        String first;
        String last;
        try (var server = new ServerProcess(directory)) {
            assertThat(server.api("PUT", "/devices/00D09E-2", "{\"tags\":[\"pilot\"]}")
                            .statusCode())
                    .isEqualTo(201);
            var cookie = cookie(server.cpe(inform(), ""));
            first = location(server.api("POST", DEVICE + "/tasks", READ, "Idempotency-Key", "one"));
            answerReads(server, cookie);
            assertThat(server.api(
                                    "PUT",
                                    DEVICE + "/credentials",
                                    "{\"username\":\"box\",\"password\":\"device-secret\"}")
                            .statusCode())
                    .isBetween(200, 204);
            last = location(server.api("POST", DEVICE + "/tasks", "{\"kind\":\"reboot\"}", "Idempotency-Key", "two"));
            server.kill();
        }

        try (var server = new ServerProcess(directory)) {
            assertThat(server.api("GET", "/devices/00D09E-2", "").body()).contains("\"pilot\"");
            assertThat(server.api("GET", DEVICE, "").body())
                    .contains("\"serialNumber\":\"7% ü\"")
                    .contains("\"1.0&2\"")
                    .contains("\"bare-ampersand\"");
            assertThat(server.api("GET", first, "").body()).contains("\"done\"").contains("forty two");
            assertThat(server.api("GET", DEVICE + "/parameters", "").body()).contains("forty two");
            assertThat(server.api("GET", last, "").body()).contains("\"queued\"");
            var again = server.api("POST", DEVICE + "/tasks", "{\"kind\":\"reboot\"}", "Idempotency-Key", "two");
            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(again.headers().firstValue("Location").orElseThrow()).endsWith(last);
            assertThat(server.cpe(new byte[0], cookie(server.cpe(inform(), ""))).body())
                    .as("the order reaches the device")
                    .contains("Reboot");
        }
    }

    /** Has nothing of what is asked for by name, and a value for whatever is read, until the session ends. */
    private static void answerReads(ServerProcess server, String cookie) {
        var reply = server.cpe(new byte[0], cookie);
        for (int i = 0; i < 10 && reply.statusCode() == 200; i++) {
            CwmpMessage answer;
            if (reply.body().contains("GetParameterNames")) {
                answer = Fault.of(FaultCode.INVALID_PARAMETER_NAME);
            } else {
                assertThat(reply.body()).contains("GetParameterValues");
                answer = new GetParameterValuesResponse(
                        List.of(new ParameterValueStruct("Device.X", "forty two", ParameterType.STRING)));
            }
            reply = server.cpe(message(answer), cookie);
        }
        assertThat(reply.statusCode()).isEqualTo(204);
    }

    private static String location(HttpResponse<String> created) {
        assertThat(created.statusCode()).isEqualTo(201);
        return created.headers().firstValue("Location").orElseThrow().replaceFirst("^.*/api/v1", "");
    }
}

package org.reactiveacs.simulator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.main.Acs;
import org.reactiveacs.rig.Await;
import org.reactiveacs.rig.IdleFleet;
import org.reactiveacs.rig.OperatorClient;
import org.reactiveacs.simulator.command.RunningAcs;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Devices whose policy asks a hook that a test plays. */
class HookedFleetTest {
    /** Fewer than the calls from which on a hook that fails is left alone, so that each is asked for. */
    private static final int DEVICES = 3;

    private static final String SECRET = "what hooks know us by";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<JsonNode> asked = new ConcurrentLinkedQueue<>();
    private final Queue<Boolean> proven = new ConcurrentLinkedQueue<>();

    @SuppressWarnings("NullAway.Init")
    private HttpServer hook;

    private volatile Says says = (question, exchange) -> answer(exchange, 200, "{}");

    @SuppressWarnings("NullAway.Init")
    private Acs node;

    @SuppressWarnings("NullAway.Init")
    private OperatorClient operator;

    @SuppressWarnings("NullAway.Init")
    private Fleet fleet;

    private interface Says {
        void to(JsonNode question, HttpExchange exchange) throws Exception;
    }

    @BeforeEach
    void start() throws Exception {
        hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.setExecutor(threads);
        hook.createContext("/", this::take);
        hook.start();
        node = RunningAcs.start(directory, "hooks.secret=" + SECRET, "hooks.networks=127.0.0.1/32", "hooks.pause=2s");
        operator = OperatorClient.of(node);
        put("time", "{\"values\": {\"Device.Time.NTPServer2\": \"ntp2.example.net\"}}");
        put("slots", slots("\"0.5s\""));
        fleet = IdleFleet.of(IdleFleet.options(node, FleetOptions.Mix.TR181, "HOOK", DEVICES));
    }

    private String slots(String timeout) {
        return "{\"weight\": 5, \"hook\": {\"url\": \"http://127.0.0.1:"
                + hook.getAddress().getPort() + "/slot\", \"parameters\": [\"Device.WiFi.SSID.1.SSID\"], \"timeout\": "
                + timeout + "}}";
    }

    @AfterEach
    void close() {
        fleet.close();
        node.close();
        hook.stop(0);
        threads.shutdownNow();
    }

    private void take(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        try {
            var signature = exchange.getRequestHeaders().getFirst("X-ACS-Signature");
            var stamp = signature.substring(2, signature.indexOf(','));
            proven.add(signature.equals("t=" + stamp + ",v1=" + mac(stamp, body)));
            var question = json.readTree(body);
            asked.add(question);
            says.to(question, exchange);
        } catch (Exception e) {
            throw new IOException(e);
        } finally {
            exchange.close();
        }
    }

    private static String mac(String stamp, byte[] body) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        mac.update((stamp + ".").getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(mac.doFinal(body));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Test
    void devicesGetWhatTheHookSaysOfEach() throws Exception {
        says = (question, exchange) -> answer(
                exchange,
                200,
                "{\"values\": {\"wifi.24.ssid\": \"net-"
                        + question.at("/device/serialNumber").asString() + "\"}, \"tags\": {\"add\": [\"slotted\"]}}");

        IdleFleet.callAll(fleet);
        IdleFleet.callAll(fleet);

        assertThat(operator.count("policies = in_sync and tag = slotted and Device.Time.NTPServer2 = ntp2.example.net"))
                .isEqualTo(DEVICES);
        assertThat(proven).hasSize(2 * DEVICES).containsOnly(true);
        for (var device :
                operator.send("GET", "/devices?fields=wifi.24.ssid", "").at("/items")) {
            var serial = device.at("/serialNumber").asString();
            // What the device itself says, in the question of its second session.
            assertThat(asked)
                    .filteredOn(question ->
                            question.at("/device/serialNumber").asString().equals(serial))
                    .extracting(question ->
                            question.at("/parameters/Device.WiFi.SSID.1.SSID").asString())
                    .hasSize(2)
                    .last()
                    .isEqualTo("net-" + serial);
        }
    }

    @Test
    void aHookThatGivesNoAnswerKeepsNothingElseFromBeingDone() throws Exception {
        var end = new CountDownLatch(1);
        says = (question, exchange) -> end.await();
        expectOthersDone("gave no answer within PT0.5S", "pending");
        end.countDown();
    }

    @Test
    void aHookThatFailsKeepsNothingElseFromBeingDone() throws Exception {
        says = (question, exchange) -> answer(exchange, 500, "{}");
        expectOthersDone("answers with status 500", "pending");
    }

    @Test
    void aHookThatAnswersNonsenseIsAConflictAndKeepsNothingElseFromBeingDone() throws Exception {
        says = (question, exchange) -> answer(exchange, 200, "<html>");
        expectOthersDone("its answer cannot be used: no JSON, line 1", "conflict");

        says = (question, exchange) -> answer(exchange, 200, "[" + " ".repeat(70_000) + "]");
        expectOthersDone("its answer is longer than 65536 bytes", "conflict");

        says = (question, exchange) -> answer(exchange, 200, "{}");
        IdleFleet.callAll(fleet);
        assertThat(operator.count("policies = in_sync")).isEqualTo(DEVICES);
    }

    @Test
    void aHookThatIsDownIsLeftAloneForAWhileAndAskedAgain() throws Exception {
        int port = hook.getAddress().getPort();
        hook.stop(0);
        expectOthersDone("127.0.0.1 refuses connections", "pending");
        IdleFleet.callAll(fleet);
        expectOthersDone("failed too often", "pending");

        hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        hook.setExecutor(threads);
        hook.createContext("/", this::take);
        hook.start();
        says = (question, exchange) -> answer(exchange, 200, "{\"values\": {\"wifi.24.ssid\": \"back\"}}");

        Await.until("it happens", () -> {
            IdleFleet.callAll(fleet);
            return operator.count("policies = in_sync and wifi.24.ssid = back") == DEVICES;
        });
    }

    private void expectOthersDone(String text, String state) throws Exception {
        IdleFleet.callAll(fleet);
        assertThat(operator.count("Device.Time.NTPServer2 = ntp2.example.net and policies = " + state))
                .as(text)
                .isEqualTo(DEVICES);
        for (var device : operator.send("GET", "/devices", "").at("/items")) {
            var policies = operator.send("GET", "/devices/" + device.at("/id").asString() + "/policies", "");
            assertThat(policies.at("/next/problems/0/about").asString()).isEqualTo("hook slots");
            assertThat(policies.at("/next/problems/0/policy").asString()).isEqualTo("slots");
            assertThat(policies.at("/next/problems/0/text").asString()).contains(text);
            assertThat(policies.at("/next/hooks/0/policy").asString()).isEqualTo("slots");
        }
    }

    @Test
    void aMessageThatComesAgainAsksTheHookNoMore() throws Exception {
        put("slots", slots("\"10s\"").replace("Device.WiFi.SSID.1.SSID", "Device.DeviceInfo.SoftwareVersion"));
        says = (question, exchange) ->
                answer(exchange, 200, "{\"values\": {\"Device.Vlan\": \"7\"}, \"tags\": {\"add\": [\"seen\"]}}");
        operator.send("DELETE", "/policies/time", "");
        var cookie = post(INFORM, "")
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow()
                .replaceFirst(";.*", "");

        var first = post("", cookie);

        assertThat(first.body()).contains("GetParameterValues", "Device.Vlan");
        assertThat(post("", cookie).body()).isEqualTo(first.body());
        assertThat(asked).hasSize(1);
    }

    private static final String INFORM = """
            <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:cwmp="urn:dslforum-org:cwmp-1-0"
                xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/">
              <soap:Header><cwmp:ID soap:mustUnderstand="1">1</cwmp:ID></soap:Header>
              <soap:Body><cwmp:Inform>
                <DeviceId><Manufacturer>Acme</Manufacturer><OUI>00D09E</OUI><ProductClass>Box</ProductClass><SerialNumber>1</SerialNumber></DeviceId>
                <Event soapenc:arrayType="cwmp:EventStruct[1]"><EventStruct><EventCode>1 BOOT</EventCode><CommandKey></CommandKey></EventStruct></Event>
                <MaxEnvelopes>1</MaxEnvelopes><CurrentTime>2026-01-01T00:00:00Z</CurrentTime><RetryCount>0</RetryCount>
                <ParameterList soapenc:arrayType="cwmp:ParameterValueStruct[2]">
                  <ParameterValueStruct><Name>Device.DeviceInfo.SoftwareVersion</Name><Value>1.0</Value></ParameterValueStruct>
                  <ParameterValueStruct><Name>Device.Ethernet.Interface.1.MACAddress</Name><Value>00:D0:9E:00:00:01</Value></ParameterValueStruct>
                </ParameterList>
              </cwmp:Inform></soap:Body>
            </soap:Envelope>""";

    private HttpRequest cwmp(String body, String cookie) {
        var request = HttpRequest.newBuilder(URI.create("http://" + node.cwmpAddress() + "/"))
                .version(HttpClient.Version.HTTP_1_1)
                .POST(BodyPublishers.ofString(body));
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        return request.build();
    }

    private HttpResponse<String> post(String body, String cookie) throws Exception {
        return http.send(cwmp(body, cookie), BodyHandlers.ofString());
    }

    private void put(String name, String policy) throws Exception {
        operator.send("PUT", "/policies/" + name, policy);
    }
}

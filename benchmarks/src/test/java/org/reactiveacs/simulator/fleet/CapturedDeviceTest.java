package org.reactiveacs.simulator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.main.Acs;
import org.reactiveacs.rig.Await;
import org.reactiveacs.rig.IdleFleet;
import org.reactiveacs.rig.OperatorClient;
import org.reactiveacs.simulator.command.RunningAcs;
import tools.jackson.databind.JsonNode;

/** A device whose messages an operator wants to see, beside one that nobody looks at. */
class CapturedDeviceTest {
    private static final String SECRET = "correct-horse-battery";

    @Test
    void aWholeSessionIsSeenAsItWentOverTheWireWithoutSecrets(@TempDir Path directory) throws Exception {
        try (Acs node = RunningAcs.start(directory);
                Fleet fleet = IdleFleet.of(IdleFleet.options(node, FleetOptions.Mix.TR181, "CAP", 2))) {
            var operator = OperatorClient.of(node);
            IdleFleet.callAll(fleet);
            List<String> devices = new ArrayList<>();
            operator.get("/devices")
                    .at("/items")
                    .forEach(item -> devices.add(item.at("/id").asString()));
            String capture = "/devices/" + devices.get(0) + "/capture";
            operator.send("POST", capture, "{\"for\": \"5m\"}");
            Await.until("the order is seen", () -> {
                IdleFleet.callAll(fleet);
                return !messages(operator, capture).isEmpty();
            });
            operator.send("POST", "/devices/" + devices.get(0) + "/tasks", """
                    {"kind": "setParameterValues", "wake": false, "values": {"Device.WiFi.AccessPoint.1.Security.KeyPassphrase": "%s",
                     "Device.WiFi.SSID.1.SSID": "seen"}}""".formatted(SECRET));
            IdleFleet.callAll(fleet);
            Await.until(
                    "the answer is captured",
                    () -> messages(operator, capture).toString().contains("SetParameterValuesResponse"));

            var all = messages(operator, capture);
            String texts = all.toString();
            assertThat(texts)
                    .contains("<cwmp:Inform>", "InformResponse", "seen", "SetParameterValuesResponse")
                    .doesNotContain(SECRET)
                    .doesNotContain(devices.get(1).substring(devices.get(1).indexOf('-') + 1));
            assertThat(all.get(0).at("/direction").asString()).isEqualTo("from-device");
            assertThat(all.get(1).at("/direction").asString()).isEqualTo("to-device");
        }
    }

    private static List<JsonNode> messages(OperatorClient operator, String capture) throws Exception {
        List<JsonNode> all = new ArrayList<>();
        operator.get(capture).at("/items").forEach(all::add);
        return all;
    }
}

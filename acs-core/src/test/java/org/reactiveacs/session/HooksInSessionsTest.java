package org.reactiveacs.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.reactiveacs.device.Compliance;
import org.reactiveacs.device.Registration;
import org.reactiveacs.device.Registration.Variable;
import org.reactiveacs.device.Settled;
import org.reactiveacs.policy.document.DocumentException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What sessions make of what hooks say, message by message. */
class HooksInSessionsTest {

    private static final String HOOK = "'hook': {'url': 'https://oss.example/acs', 'parameters': ['Device.Slot']}";

    private final PolicyRig device = new PolicyRig();

    HooksInSessionsTest() {
        device.values.put("Device.Slot", "7");
        device.values.put("Device.Vlan", "1");
        device.values.put("Device.Other", "1");
    }

    private Settled.State state() {
        return device.rig.head().standing().settled().state();
    }

    private JsonNode told(int question) {
        return JsonMapper.shared().readTree(device.rig.asked.get(question).body());
    }

    @Test
    void aDeviceGetsWhatTheHookSaysWithAllElseThatPoliciesWant() {
        device.policy("slots", "{" + HOOK + "}");
        device.policy("others", "{'values': {'Device.Other': '2'}}");
        device.hooksSay("{'values': {'Device.Vlan': {'value': 107, 'type': 'string'}}, 'tags': {'add': ['slotted']}}");

        assertThat(device.session("0 BOOTSTRAP"))
                .containsExactly("GetParameterValues", "GetParameterValues", "SetParameterValues");

        assertThat(device.setValues()).isEqualTo(Map.of("Device.Vlan", "107", "Device.Other", "2"));
        assertThat(device.rig.registration.tags()).containsExactly("slotted");
        assertThat(device.rig.asked).hasSize(1);
        assertThat(state()).isEqualTo(Settled.State.IN_SYNC);
    }

    @Test
    void theHookIsToldWhatIsKnownAndNoSecret() {
        device.values.put("Device.Line.1.Name", "a");
        device.values.put("Device.Line.1.Password", "hidden");
        device.rig.registration = new Registration(
                null,
                Set.of("gold"),
                null,
                null,
                null,
                Map.of("plan", new Variable("fibre", false), "pppoe", new Variable("sesame", true)),
                null,
                null,
                null,
                null);
        device.policy(
                "slots",
                "{'hook': {'url': 'https://oss.example/', 'parameters': ['Device.Slot', 'Device.Missing', 'Device.Line.*.Name']}}");
        device.hooksSay("{}");

        device.session("0 BOOTSTRAP", "1 BOOT");

        assertThat(told(0).at("/policy").asString()).isEqualTo("slots");
        assertThat(told(0).at("/device/id").asString()).isEqualTo("00D09E-1");
        assertThat(told(0).at("/device/softwareVersion").asString()).isEqualTo("1.0");
        assertThat(told(0).at("/events").toString()).isEqualTo("[\"0 BOOTSTRAP\",\"1 BOOT\"]");
        assertThat(told(0).at("/tags").toString()).isEqualTo("[\"gold\"]");
        assertThat(told(0).at("/variables").toString()).isEqualTo("{\"plan\":\"fibre\"}");
        assertThat(told(0).at("/parameters").toString())
                .isEqualTo("{\"Device.Line.1.Name\":\"a\",\"Device.Slot\":\"7\"}");
    }

    @Test
    void theHeavierPolicyHasItsWayWhetherAHookSpeaksForItOrNot() {
        device.policy("light", "{'weight': 1, " + HOOK + "}");
        device.policy("heavy", "{'weight': 2, 'values': {'Device.Vlan': '2'}}");
        device.hooksSay("{'values': {'Device.Vlan': '3', 'Device.Other': '3'}}");
        device.session("0 BOOTSTRAP");
        assertThat(device.setValues()).isEqualTo(Map.of("Device.Vlan", "2", "Device.Other", "3"));

        device.policy("light", "{'weight': 3, " + HOOK + "}");
        device.session("2 PERIODIC");
        assertThat(device.setValues()).isEqualTo(Map.of("Device.Vlan", "3"));
    }

    @Test
    void policiesOfOneWeightThatWantOtherThanTheHookAreAConflict() {
        device.policy("a", "{" + HOOK + "}");
        device.policy("b", "{'values': {'Device.Vlan': '2'}}");
        device.hooksSay("{'values': {'Device.Vlan': '3'}}");

        device.session("0 BOOTSTRAP");

        assertThat(device.setValues()).isEqualTo(Map.of("Device.Vlan", "3"));
        assertThat(state()).isEqualTo(Settled.State.CONFLICT);
    }

    @Test
    void whatTheDeviceRefusesIsTriedAgainLaterAndNotAtOnce() {
        device.refused.put("Device.Vlan", 9007);
        device.policy("slots", "{" + HOOK + "}");
        device.hooksSay("{'values': {'Device.Vlan': '3'}}");

        device.session("0 BOOTSTRAP");
        assertThat(state()).isEqualTo(Settled.State.PENDING);
        assertThat(device.session("2 PERIODIC")).isEmpty();
    }

    @Test
    void eachSessionAsksAnewUnlessAnAnswerCountsLonger() {
        device.policy("slots", "{" + HOOK + "}");
        device.hooksSay("{'values': {'Device.Vlan': '3'}}");
        device.session("0 BOOTSTRAP");
        device.session("2 PERIODIC");
        assertThat(device.rig.asked).hasSize(2);

        device.policy("slots", "{'hook': {'url': 'https://oss.example/', 'cache': '1h'}}");
        device.session("2 PERIODIC");
        device.session("2 PERIODIC");
        device.session("2 PERIODIC");
        assertThat(device.rig.asked).hasSize(3);
    }

    @Test
    void aHookThatFailsKeepsNothingElseFromBeingDone() {
        device.policy("slots", "{'values': {'Device.Slot': '8'}, " + HOOK + "}");
        device.policy("others", "{'values': {'Device.Other': '2'}}");
        device.hooksFail(false, "no answer within PT2S");

        device.session("0 BOOTSTRAP");

        assertThat(device.setValues()).isEqualTo(Map.of("Device.Other", "2", "Device.Slot", "8"));
        assertThat(state()).isEqualTo(Settled.State.PENDING);
        assertThat(device.rig.compliance.entry("hook slots"))
                .extracting(Compliance.Entry::text)
                .isEqualTo("no answer within PT2S");

        device.hooksSay("{'values': {'Device.Vlan': '3'}}");
        device.session("2 PERIODIC");
        assertThat(device.setValues()).isEqualTo(Map.of("Device.Vlan", "3"));
        assertThat(state()).isEqualTo(Settled.State.IN_SYNC);
        assertThat(device.rig.compliance.entry("hook slots")).isNull();
    }

    @Test
    void anAnswerThatMakesNoSenseIsAConflictUntilItDoes() {
        device.policy("slots", "{" + HOOK + "}");
        device.hooksFail(true, "answered 'nonsense'");

        device.session("0 BOOTSTRAP");
        assertThat(state()).isEqualTo(Settled.State.CONFLICT);

        device.hooksSay("{}");
        device.session("2 PERIODIC");
        assertThat(state()).isEqualTo(Settled.State.IN_SYNC);
    }

    @Test
    void passwordsOfAHookAreNotSetAgainWhileItIsAway() {
        device.values.put("Device.Line.Password", "");
        device.hidden.add("Device.Line.Password");
        device.policy("slots", "{" + HOOK + "}");
        device.hooksSay("{'values': {'Device.Line.Password': 'sesame'}}");
        device.session("0 BOOTSTRAP");
        assertThat(device.setValues()).containsKey("Device.Line.Password");

        device.hooksFail(false, "down");
        device.session("2 PERIODIC");
        device.hooksSay("{'values': {'Device.Line.Password': 'sesame'}}");
        device.session("2 PERIODIC");

        assertThat(device.setValues()).isEmpty();
        assertThat(state()).isEqualTo(Settled.State.IN_SYNC);
    }

    @Test
    void namesInAnAnswerMeanTheDevicesOwnParametersAndWhatItHasNotMayBeOptional() {
        device.values.put("Device.Time.NTPServer1", "old.example");
        device.policy("slots", "{" + HOOK + "}");
        device.hooksSay(
                "{'values': {'time.ntp1': 'ntp.example', 'Device.Missing': '1'}, 'optional': ['Device.Missing']}");

        device.session("0 BOOTSTRAP");

        assertThat(device.setValues()).isEqualTo(Map.of("Device.Time.NTPServer1", "ntp.example"));
        assertThat(state()).isEqualTo(Settled.State.IN_SYNC);
    }

    @Test
    void anAnswerHoldsNothingButWhatAHookMaySay() {
        assertThatThrownBy(() -> device.hooksSay("{'values': {'Device.Vlan': {'cel': 'secrets.cwmp'}}}"))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("not with expressions");
        assertThatThrownBy(() -> device.hooksSay("{'tasks': [{'task': {'kind': 'reboot'}}]}"))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("'tasks' means nothing here");
        assertThatThrownBy(() -> device.hooksSay("{'values': {'wifi.unknown.x': '1'}}"))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("neither a path");
        assertThatThrownBy(() -> device.hooksSay("{'tags': {'add': ['" + "x".repeat(65) + "']}}"))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("1 to 64 characters");
    }

    @Test
    void aHookThatCannotBeAskedIsRefusedWhenItIsWritten() {
        assertThatThrownBy(() -> device.policy("p", "{'hook': {'url': 'ftp://oss.example/'}}"))
                .hasMessageContaining("http or https");
        assertThatThrownBy(() -> device.policy("p", "{'hook': {'url': 'http://me:secret@oss.example/'}}"))
                .hasMessageContaining("no user");
        assertThatThrownBy(() -> device.policy("p", "{'hook': {}}")).hasMessageContaining("needs a url");
        assertThatThrownBy(() -> device.policy("p", "{'hook': {'url': 'http://a/', 'timeout': '11s'}}"))
                .hasMessageContaining("PT10S");
        assertThatThrownBy(() ->
                        device.policy("p", "{'hook': {'url': 'http://a/', 'parameters': ['Device.KeyPassphrase']}}"))
                .hasMessageContaining("secret");
        device.policy("p", "{'hook': {'url': 'http://a/', 'timeout': '10s', 'cache': '7d'}}");
    }
}

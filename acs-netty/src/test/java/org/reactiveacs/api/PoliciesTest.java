package org.reactiveacs.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies over the API, checked against the published document. */
class PoliciesTest {
    private static final String NTP =
            "{'weight': 10, 'match': {'oui': ['00D09E'], 'events': ['0 BOOTSTRAP']}, 'values': {'Device.Time.NTPServer1': 'ntp.example.net'}}";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private RunningApi api;

    @BeforeEach
    void open() {
        api = new RunningApi(directory);
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void aPolicyIsWrittenReadAndInForceAtOnce() {
        var created = api.put("/policies/ntp", NTP);

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("ETag")).isEqualTo("\"1\"");
        assertThat(created.at("/name")).isEqualTo("ntp");
        assertThat(api.get("/policies/ntp").at("/values/Device.Time.NTPServer1"))
                .isEqualTo("ntp.example.net");
        assertThat(api.parts.policies().now().size()).isEqualTo(1);
        var list = api.get("/policies");
        assertThat(list.at("/items/0/revision")).isEqualTo("1");
        assertThat(list.at("/items/0/by")).isEqualTo("admin");
    }

    @Test
    void whatWasReadCanBeWrittenBack() {
        api.put("/policies/ntp", NTP);
        var read = api.get("/policies/ntp");

        assertThat(api.put("/policies/ntp", read.http().body()).status()).isEqualTo(200);
    }

    @Test
    void yamlIsTakenToo() {
        var answer = api.send(
                "PUT",
                "/policies/ntp",
                "weight: 3\nmatch:\n  softwareVersion: \">=1.2 <2\"\nvalues:\n  Device.Time.Enable: true\n",
                request -> request.setHeader("Content-Type", "application/yaml"));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.at("/values/Device.Time.Enable")).isEqualTo("true");
    }

    @Test
    void whatIsOptionalIsNamedOrFitsAPattern() {
        var answer = api.put(
                "/policies/stun", "{'values': {'stun.enable': true, 'time.enable': true}, 'optional': ['stun.*']}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(api.get("/policies/stun").at("/optional/0")).isEqualTo("stun.*");
    }

    @Test
    void allMistakesAreToldWithTheirPlaces() {
        var answer = api.put(
                "/policies/wrong",
                "{\n 'wieght': 1,\n 'match': {'softwareVersion': '> *'},\n 'when': 'device.id ==',\n 'values': {'Device.X.': 1},\n"
                        + " 'objects': [{'path': 'A.B', 'keys': {}}],\n 'freshness': {'Device.': 'soon'}, 'optional': ['Device.X*', 'Device.Y'],\n 'tasks': [{'task': {'kind': 'dance'}}]\n}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json()
                        .at("/errors")
                        .valueStream()
                        .map(error -> error.at("/pointer").asString()))
                .contains(
                        "/wieght",
                        "/match/softwareVersion",
                        "/when",
                        "/values/Device.X.",
                        "/objects/0/keys",
                        "/freshness/Device.",
                        "/optional/1",
                        "/tasks/0/task");
        assertThat(answer.json()
                        .at("/errors")
                        .valueStream()
                        .filter(error -> error.at("/pointer").asString().equals("/when"))
                        .map(error -> error.at("/line").asInt()))
                .containsExactly(4);
        assertThat(api.get("/policies/wrong").status()).isEqualTo(404);
    }

    @Test
    void anEmptyPolicyAndOneOfNoFormAreRefused() {
        assertThat(api.put("/policies/empty", "{'weight': 1}").status()).isEqualTo(422);
        assertThat(api.put("/policies/broken", "{'weight': ").status()).isEqualTo(400);
        assertThat(api.put("/policies/list", "[]").status()).isEqualTo(422);
        assertThat(api.put("/policies/-bad", NTP).status()).isEqualTo(422);
        assertThat(api.put("/policies/other", "{'name': 'ntp', 'tags': {'add': ['x']}}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void nobodyWritesOverWhatSomebodyElseHasWritten() {
        api.put("/policies/ntp", NTP);

        assertThat(put(NTP, "If-None-Match", "*").status()).isEqualTo(412);
        assertThat(put(NTP, "If-Match", "\"7\"").status()).isEqualTo(412);
        assertThat(put(NTP, "If-Match", "\"1\"").status()).isEqualTo(200);
        assertThat(put(NTP, "If-Match", "\"1\"").status()).isEqualTo(412);
        assertThat(put(NTP, "If-Match", "*").header("ETag")).isEqualTo("\"3\"");
        assertThat(api.send("DELETE", "/policies/ntp", null, request -> request.header("If-Match", "\"1\""))
                        .status())
                .isEqualTo(412);
    }

    private Answer put(String body, String header, String value) {
        return api.send("PUT", "/policies/ntp", body, (HttpRequest.Builder request) -> request.header(header, value));
    }

    @Test
    void aRemovedPolicyIsGoneAndItsRevisionsStay() {
        api.put("/policies/ntp", NTP);
        api.put("/policies/ntp", "{'tags': {'add': ['seen']}}");

        assertThat(api.delete("/policies/ntp").status()).isEqualTo(204);
        assertThat(api.delete("/policies/ntp").status()).isEqualTo(404);

        assertThat(api.get("/policies/ntp").status()).isEqualTo(404);
        assertThat(api.parts.policies().now().size()).isZero();
        var revisions = api.get("/policies/ntp/revisions");
        assertThat(revisions.at("/items/0/policy/tags/add/0")).isEqualTo("seen");
        assertThat(revisions.at("/items/1/policy/weight")).isEqualTo("10");
        assertThat(api.get("/policies/nothing/revisions").status()).isEqualTo(404);
        assertThat(api.get("/audit").http().body()).contains("policy changed", "policy removed");
    }

    @Test
    void aPreviewShowsTheExactDifferenceAndSendsNothing() {
        api.devices.called("A", "1.0");
        api.devices.called("B", "2.0");

        var answer = api.post(
                "/policies/preview",
                "{'policy': {'name': 'v', 'match': {'softwareVersion': '1.0'}, 'values': {'Device.DeviceInfo.SoftwareVersion': 'x', 'Device.Other': 1}, 'tags': {'add': ['t']}}}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("/devices")).isEqualTo("2");
        assertThat(answer.at("/matching")).isEqualTo("1");
        assertThat(answer.at("/items/0/next/set/0/from")).isEqualTo("1.0");
        assertThat(answer.at("/items/0/next/read/0")).isEqualTo("Device.Other");
        assertThat(answer.at("/items/0/next/tags/0/tag")).isEqualTo("t");
        assertThat(answer.at("/items/1/next/state")).isEqualTo("in_sync");
        assertThat(api.get("/policies").json().at("/items").isEmpty()).isTrue();
    }

    @Test
    void aPreviewOfOneDeviceAndMistakesInPreviews() {
        api.devices.called("A", "1.0");

        assertThat(api.post("/policies/preview", "{'device': '00D09E-A'}").at("/sampled"))
                .isEqualTo("1");
        assertThat(api.post("/policies/preview", "{'device': '00D09E-Z'}").status())
                .isEqualTo(404);
        assertThat(api.post("/policies/preview", "{'device': 'a', 'filter': ''}")
                        .status())
                .isEqualTo(422);
        assertThat(api.post("/policies/preview", "{'filter': 'nonsense ='}").status())
                .isEqualTo(400);
        assertThat(api.post("/policies/preview", "{'sample': 0}").status()).isEqualTo(422);
        assertThat(api.post("/policies/preview", "{'policy': {'when': '1'}}").at("/pointer"))
                .isEqualTo("/policy/when");
    }

    @Test
    void aDeviceTellsItsPoliciesAndSecretsStayMasked() {
        api.devices.called("A", "1.0");
        api.put(
                "/policies/wifi",
                "{'values': {'Device.WiFi.AccessPoint.1.Security.KeyPassphrase': {'value': 'a long secret', 'type': 'string'}}}");

        var answer = api.get("/devices/00D09E-A/policies");

        assertThat(answer.at("/policies/0")).isEqualTo("wifi");
        assertThat(answer.at("/next/set/0/value")).isEqualTo("********");
        assertThat(answer.http().body()).doesNotContain("a long secret");
        assertThat(api.get("/devices/00D09E-A").at("/policies")).isEqualTo("none");
        assertThat(api.get("/devices/00D09E-Z/policies").status()).isEqualTo(404);
    }

    @Test
    void variablesOfDevicesAndGroupsAreKeptAndSecretOnesMasked() {
        api.put("/devices/00D09E-A", null);

        assertThat(api.put("/devices/00D09E-A/variables/plan", "{'value': 'gold'}")
                        .status())
                .isEqualTo(204);
        assertThat(api.put("/devices/00D09E-A/variables/sip", "{'value': 'hush', 'secret': true}")
                        .status())
                .isEqualTo(204);
        var shown = api.get("/devices/00D09E-A/variables");
        assertThat(shown.at("/plan/value")).isEqualTo("gold");
        assertThat(shown.http().body()).doesNotContain("hush");
        assertThat(api.delete("/devices/00D09E-A/variables/plan").status()).isEqualTo(204);
        assertThat(api.get("/devices/00D09E-A/variables").http().body()).doesNotContain("gold");
        assertThat(api.put("/devices/00D09E-Z/variables/x", "{'value': ''}").status())
                .isEqualTo(404);
        assertThat(api.put("/devices/00D09E-A/variables/1x", "{'value': ''}").status())
                .isEqualTo(400);

        assertThat(api.put("/variables/gold", "{'plan': '1000M', 'key': {'value': 'hush', 'secret': true}}")
                        .header("ETag"))
                .isEqualTo("\"1\"");
        assertThat(api.get("/variables/gold").at("/plan/value")).isEqualTo("1000M");
        assertThat(api.get("/variables").http().body()).contains("1000M").doesNotContain("hush");
        assertThat(api.put("/variables/gold", "{'plan': 5}").status()).isEqualTo(422);
        assertThat(api.put("/variables/gold", "{}").status()).isEqualTo(200);
        assertThat(api.get("/variables").http().body()).doesNotContain("gold");
    }

    @Test
    void aliasesAreShownExtendedAndRefusedWithReasons() {
        assertThat(api.get("/aliases").http().body()).contains("wifi.24.ssid");

        assertThat(api.put(
                                "/aliases",
                                "{'box.led': [{'productClass': 'X*', 'path': 'Device.X_LED.On'}, {'path': '{root}X.Led'}]}")
                        .header("ETag"))
                .isEqualTo("\"1\"");
        assertThat(api.put("/policies/led", "{'values': {'box.led': true}}").status())
                .isEqualTo(201);
        assertThat(api.put("/policies/led", "{'values': {'box.lamp': true}}").at("/detail"))
                .contains("box.lamp");
        assertThat(api.put("/aliases", "{'Bad': 'Device.X'}").status()).isEqualTo(422);
        assertThat(api.put("/aliases", "{'a.b': {'tr069': 'Device.X'}}").status())
                .isEqualTo(422);

        assertThat(api.put("/aliases", "{}").status()).isEqualTo(200);
        assertThat(api.get("/policies").at("/items/0/problem")).contains("box.led");
        assertThat(api.parts.policies().now().size()).isZero();
    }

    private Answer imported(String query, String csv) {
        return api.send(
                "POST", "/variables/import" + query, csv, request -> request.setHeader("Content-Type", "text/csv"));
    }

    @Test
    void variablesComeFromATableAndEachWrongLineIsNamed() {
        api.put("/devices/00D09E-A", null);

        var answer = imported("", "device,plan,sip*\n00D09E-A,gold,hush\n00D09E-B,silver,\n\n00D09E-A,x,y,z\n,a,b\n");

        assertThat(answer.at("/imported")).isEqualTo("1");
        assertThat(answer.json()
                        .at("/errors")
                        .valueStream()
                        .map(error -> error.at("/line").asInt()))
                .containsExactly(3, 5, 6);
        assertThat(api.get("/devices/00D09E-A/variables").at("/plan/value")).isEqualTo("gold");
        assertThat(api.get("/devices/00D09E-A/variables").at("/sip/value")).isEqualTo("********");
        assertThat(imported("?register=true", "device,plan\n00D09E-B,silver\n").at("/imported"))
                .isEqualTo("1");
        assertThat(imported("", "serial,plan\nA,gold\n").status()).isEqualTo(422);
        assertThat(imported("", "").status()).isEqualTo(400);
        assertThat(api.post("/variables/import", "{}").status()).isEqualTo(422);
    }

    @Test
    void devicesInATableAreCalledAsEverywhereElse() {
        var answer = imported(
                "?register=true", "device,plan\n00D09E-A 1,gold\nfleet,gold\n00D09E-B," + "x".repeat(4097) + "\n");

        assertThat(answer.at("/imported")).isEqualTo("1");
        assertThat(answer.at("/errors/0/detail")).contains("'fleet' is no device id");
        assertThat(answer.at("/errors/1/detail")).contains("at most 4096 characters");
        assertThat(api.get("/devices/00D09E-A~201/variables").at("/plan/value")).isEqualTo("gold");
        assertThat(api.get("/devices/fleet").status()).isEqualTo(404);
        assertThat(api.post("/policies/preview", "{'device': '00D09E-A 1'}").status())
                .isEqualTo(200);
    }

    @Test
    void aNumberThatIsFarTooLargeIsRefusedAsAnyOther() {
        var answer = api.put("/policies/p", "{'notifications': {'Device.DeviceInfo.UpTime': 99999999999}}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.http().body()).contains("0 to 6 is expected");
    }

    @Test
    void expressionsInPreviewsSeeVariables() {
        api.devices.called("A", "1.0");
        api.put("/devices/00D09E-A/variables/plan", "{'value': 'gold'}");
        api.put(
                "/policies/plan",
                "{'when': 'vars.plan == \\'gold\\'', 'tags': {'add': ['gold']}}".replace("\\'", "\\\""));

        assertThat(api.get("/devices/00D09E-A/policies").at("/next/tags/0/tag")).isEqualTo("gold");
    }
}

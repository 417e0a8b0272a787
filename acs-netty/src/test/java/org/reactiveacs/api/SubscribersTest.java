package org.reactiveacs.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Subscribers over the API, checked against the published document. */
class SubscribersTest {
    private static final String ANNA =
            "{'variables': {'plan': 'gold', 'sip': {'value': 's3cret', 'secret': true}}, 'devices': ['00D09E-A', '00D09E-B']}";

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

    private Answer put(String body, String header, String value) {
        return api.send("PUT", "/subscribers/anna", body, request -> request.header(header, value));
    }

    @Test
    void aSubscriberHasVariablesAndDevicesAndSecretsAreNotShown() {
        api.devices.called("A", "1.0");
        api.devices.called("B", "1.0");

        var created = api.put("/subscribers/anna", ANNA);

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo("/api/v1/subscribers/anna");
        var read = api.get("/subscribers/anna");
        assertThat(read.header("ETag")).isEqualTo(created.header("ETag"));
        assertThat(read.at("/variables/plan/value")).isEqualTo("gold");
        assertThat(read.http().body()).doesNotContain("s3cret");
        assertThat(read.at("/devices/1")).isEqualTo("00D09E-B");
        assertThat(api.get("/devices/00D09E-A").at("/subscriber")).isEqualTo("anna");
        assertThat(api.get("/devices?filter=" + RunningApi.encoded("subscriber = anna"))
                        .at("/items/1/id"))
                .isEqualTo("00D09E-B");
        assertThat(api.get("/audit").http().body()).contains("anna created").doesNotContain("s3cret");
    }

    @Test
    void whatWasReadCanBeWrittenBackAndSecretsStay() {
        api.devices.called("A", "1.0");
        api.devices.called("B", "1.0");
        api.put("/subscribers/anna", ANNA);
        var read = api.get("/subscribers/anna").json();
        var back = "{'variables': " + read.get("variables") + ", 'devices': ['00D09E-A']}";

        assertThat(api.put("/subscribers/anna", back).status()).isEqualTo(200);

        var kept = api.store.devices().registration(org.reactiveacs.device.DeviceId.of("00D09E-A"));
        assertThat(kept.block())
                .isNotNull()
                .satisfies(registration ->
                        assertThat(registration.plainVariables()).containsEntry("sip", "s3cret"));
        assertThat(api.get("/devices/00D09E-B").json().at("/subscriber").isNull())
                .isTrue();
    }

    @Test
    void nobodyWritesOverWhatSomebodyElseHasWritten() {
        var etag = api.put("/subscribers/anna", "{}").header("ETag");

        assertThat(put("{}", "If-None-Match", "*").status()).isEqualTo(412);
        assertThat(put("{}", "If-Match", "\"7\"").status()).isEqualTo(412);
        assertThat(put("{'variables': {'a': '1'}}", "If-Match", etag).status()).isEqualTo(200);
        assertThat(put("{}", "If-Match", etag).status()).isEqualTo(412);
        assertThat(api.send("DELETE", "/subscribers/anna", null, request -> request.header("If-Match", etag))
                        .status())
                .isEqualTo(412);
        assertThat(api.delete("/subscribers/anna").status()).isEqualTo(204);
        assertThat(api.get("/subscribers/anna").status()).isEqualTo(404);
        assertThat(api.delete("/subscribers/anna").status()).isEqualTo(404);
    }

    @Test
    void aDeviceThatHasNeverCalledIsRegisteredIfThatIsWanted() {
        assertThat(api.put("/subscribers/anna", ANNA).status()).isEqualTo(422);
        assertThat(api.get("/subscribers/anna").status()).isEqualTo(404);

        assertThat(api.put("/subscribers/anna?register=true", ANNA).status()).isEqualTo(201);

        assertThat(api.get("/devices/00D09E-B").at("/subscriber")).isEqualTo("anna");
        assertThat(api.put("/subscribers/bert/devices/00D09E-C", null).status()).isEqualTo(422);
        assertThat(api.put("/subscribers/bert/devices/00D09E-C?register=true", null)
                        .status())
                .isEqualTo(204);
        assertThat(api.get("/subscribers/bert").at("/devices/0")).isEqualTo("00D09E-C");
    }

    @Test
    void devicesComeAndGoOneByOne() {
        api.devices.called("A", "1.0");
        assertThat(api.put("/subscribers/anna/devices/00D09E-A", null).status()).isEqualTo(404);
        api.put("/subscribers/anna", "{'variables': {'plan': 'gold'}}");
        api.put("/subscribers/bert", "{}");

        assertThat(api.put("/subscribers/anna/devices/00D09E-A", null).status()).isEqualTo(204);

        var refused = api.put("/subscribers/bert/devices/00D09E-A", null);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.at("/detail")).contains("anna");
        assertThat(api.delete("/subscribers/bert/devices/00D09E-A").status()).isEqualTo(404);
        assertThat(api.delete("/subscribers/anna/devices/00D09E-A").status()).isEqualTo(204);
        assertThat(api.put("/subscribers/bert/devices/00D09E-A", null).status()).isEqualTo(204);
        assertThat(api.get("/devices/00D09E-A").at("/subscriber")).isEqualTo("bert");
    }

    @Test
    void aDeviceThatIsDeletedLeavesItsSubscriber() {
        api.devices.called("A", "1.0");
        api.devices.called("B", "1.0");
        api.put("/subscribers/anna", ANNA);

        assertThat(api.delete("/devices/00D09E-A").status()).isEqualTo(204);

        assertThat(api.get("/subscribers/anna").json().get("devices").size()).isEqualTo(1);
    }

    @Test
    void subscribersAreListedAPageAtATime() {
        for (var id : List.of("acme-2", "acme-1", "anna", "b@c:d+e")) {
            assertThat(api.put("/subscribers/" + id, "{}").status()).isEqualTo(201);
        }

        var first = api.get("/subscribers?limit=3");
        assertThat(first.at("/items/0/id")).isEqualTo("acme-1");
        assertThat(api.get("/subscribers?limit=3&cursor=" + first.at("/next")).at("/items/0/id"))
                .isEqualTo("b@c:d+e");
        assertThat(api.get("/subscribers?filter=acme-*").json().get("items").size())
                .isEqualTo(2);
        assertThat(api.get("/subscribers?filter=anna").at("/items/0/id")).isEqualTo("anna");
        assertThat(api.get("/subscribers?filter=nobody").json().get("items").size())
                .isZero();
    }

    @Test
    void mistakesAreToldWithTheirPlaces() {
        assertThat(api.put("/subscribers/a%20b", "{}").status()).isEqualTo(400);
        assertThat(api.put("/subscribers/" + "x".repeat(129), "{}").status()).isEqualTo(400);
        assertThat(api.put("/subscribers/" + "x".repeat(128), "{}").status()).isEqualTo(201);
        assertThat(api.put("/subscribers/anna", "{'variables': {'1x': 'y'}}").at("/pointer"))
                .isEqualTo("/variables/1x");
        assertThat(api.put("/subscribers/anna", "{'devices': [7]}").at("/pointer"))
                .isEqualTo("/devices/0");
        assertThat(api.put("/subscribers/anna", "{'device': []}").at("/pointer"))
                .isEqualTo("/device");
        assertThat(api.get("/subscribers?filter=a*b").status()).isEqualTo(400);
        assertThat(api.get("/subscribers?cursor=a%20b").status()).isEqualTo(400);
    }

    @Test
    void policiesSeeTheSubscriberAndItsVariablesBetweenTheDevicesAndTheGroups() {
        api.devices.called("A", "1.0");
        api.devices.called("B", "1.0");
        api.put("/subscribers/anna", ANNA);
        api.put("/devices/00D09E-A/tags/home", null);
        api.put("/devices/00D09E-B/tags/home", null);
        api.put("/variables/home", "{'plan': 'none', 'realm': 'example.net'}");
        api.put("/devices/00D09E-B/variables/plan", "{'value': 'own'}");
        api.put("/policies/plan", "{'values': {'Device.X': {'cel': 'device.subscriber + vars.plan + vars.realm'}}}");

        assertThat(api.get("/devices/00D09E-A/policies").http().body()).contains("plan");
        api.put(
                "/policies/tag",
                "{'when': 'vars.plan == \\'gold\\' && device.subscriber == \\'anna\\' && vars.realm != \\'\\'', 'tags': {'add': ['gold']}}"
                        .replace("\\'", "\\\""));
        assertThat(api.get("/devices/00D09E-A/policies").at("/next/tags/0/tag")).isEqualTo("gold");
        assertThat(api.get("/devices/00D09E-B/policies").json().at("/next/tags").size())
                .isZero();
    }

    @Test
    void aTableSaysWhoseDevicesAre() {
        api.devices.called("A", "1.0");
        api.put("/subscribers/bert", "{}");
        api.devices.called("B", "1.0");
        api.put("/subscribers/bert/devices/00D09E-B", null);
        var table = "device,subscriber,plan\n00D09E-A,anna,gold\n00D09E-B,anna,gold\n00D09E-N,anna,\n00D09E-A,a b,\n";

        var first = csv("/variables/import", table);
        assertThat(first.at("/errors/0/detail")).contains("anna");
        var answer = csv("/variables/import?register=true", table);

        assertThat(answer.at("/imported")).isEqualTo("2");
        assertThat(answer.at("/errors/0/line")).isEqualTo("3");
        assertThat(answer.at("/errors/0/detail")).contains("bert");
        assertThat(answer.at("/errors/1/line")).isEqualTo("5");
        assertThat(api.get("/subscribers/anna").json().get("devices").size()).isEqualTo(2);
        assertThat(api.get("/devices/00D09E-A/variables").at("/plan/value")).isEqualTo("gold");
    }

    private Answer csv(String path, String table) {
        return api.send("POST", path, table, request -> request.setHeader("Content-Type", "text/csv"));
    }
}

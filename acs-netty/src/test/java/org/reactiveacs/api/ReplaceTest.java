package org.reactiveacs.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Succession.Retirement;
import org.reactiveacs.port.Actor;
import org.reactiveacs.store.DeviceStore.Change;

/** Replacing devices over the API, checked against the published document. */
class ReplaceTest {
    private static final String BY_B = "{'by': '00D09E-B'}";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private RunningApi api;

    @BeforeEach
    void open() {
        api = new RunningApi(directory);
        api.devices.called("A", "1.0");
        api.put("/devices/00D09E-A/tags/vip", null);
        api.put("/devices/00D09E-A/variables/plan", "{'value': 'gold'}");
        api.put("/devices/00D09E-A/variables/sip", "{'value': 's3cret', 'secret': true}");
        api.put("/subscribers/anna", "{'variables': {'line': '7'}, 'devices': ['00D09E-A']}");
        api.post("/devices/00D09E-A/tasks", "{'kind': 'reboot'}");
    }

    @AfterEach
    void close() {
        api.close();
    }

    private Answer replace(String body, String key) {
        return api.send("POST", "/devices/00D09E-A/replace", body, request -> request.header("Idempotency-Key", key));
    }

    private void assertMoved() {
        var next = api.get("/devices/00D09E-B");
        assertThat(next.at("/tags/0")).isEqualTo("vip");
        assertThat(next.at("/subscriber")).isEqualTo("anna");
        assertThat(next.at("/replaces")).isEqualTo("00D09E-A");
        var registration = Objects.requireNonNull(
                api.store.devices().registration(DeviceId.of("00D09E-B")).block());
        assertThat(registration.plainVariables())
                .containsEntry("plan", "gold")
                .containsEntry("sip", "s3cret")
                .containsEntry("line", "7");
        var subscriber = api.get("/subscribers/anna").json();
        assertThat(subscriber.get("devices").valueStream().map(device -> device.asString()))
                .containsExactly("00D09E-B");
        var old = api.get("/devices/00D09E-A");
        assertThat(old.at("/retired/replacedBy")).isEqualTo("00D09E-B");
        assertThat(old.json().get("tags").size()).isZero();
        assertThat(old.json().get("subscriber").isNull()).isTrue();
        assertThat(api.get("/devices/00D09E-A/variables").json().size()).isZero();
        assertThat(api.get("/devices/00D09E-A/tasks").at("/items/0/status")).isEqualTo("cancelled");
    }

    @Test
    void aDeviceThatIsNotKnownYetGetsAllThatTheOldOneHad() {
        var answer = api.post("/devices/00D09E-A/replace", BY_B);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("/retired/replacedBy")).isEqualTo("00D09E-B");
        assertThat(answer.at("/retired/by")).isEqualTo("admin");
        assertThat(answer.at("/configuration")).isEqualTo("none");
        assertMoved();
        assertThat(api.get("/audit").http().body())
                .contains("retired, replaced by 00D09E-B")
                .contains("replaces 00D09E-A")
                .doesNotContain("s3cret");
    }

    @Test
    void aDeviceThatIsThereKeepsWhatItHasOfItsOwn() {
        api.devices.called("B", "1.0");
        api.put("/devices/00D09E-B/tags/new", null);
        api.put("/devices/00D09E-B/variables/plan", "{'value': 'own'}");
        api.put("/devices/00D09E-B/variables/room", "{'value': 'hall'}");

        assertThat(api.post("/devices/00D09E-A/replace", BY_B).status()).isEqualTo(200);

        assertThat(api.get("/devices/00D09E-B").json().get("tags").size()).isEqualTo(2);
        assertThat(api.get("/devices/00D09E-B/variables").at("/plan/value")).isEqualTo("gold");
        assertThat(api.get("/devices/00D09E-B/variables").at("/room/value")).isEqualTo("hall");
    }

    @Test
    void theSameKeyGivesTheSameAnswerAndChangesNothingTwice() {
        var first = replace(BY_B, "k1");
        api.put("/devices/00D09E-B/variables/plan", "{'value': 'silver'}");

        var second = replace(BY_B, "k1");

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.http().body()).isEqualTo(first.http().body());
        assertThat(api.get("/devices/00D09E-B/variables").at("/plan/value")).isEqualTo("silver");
        assertThat(replace("{'by': '00D09E-C'}", "k1").status()).isEqualTo(422);
        assertThat(replace(BY_B, "k2").status()).isEqualTo(409);
    }

    private void retireOnly() {
        var retirement =
                new Retirement(Instant.ofEpochMilli(api.clock.millis()), "admin", DeviceId.of("00D09E-B"), "k1", false);
        api.store
                .devices()
                .change(
                        DeviceId.of("00D09E-A"),
                        List.of(new Change.Retire(retirement)),
                        api.parts.write(Actor.operator("admin")))
                .block();
    }

    @Test
    void whatANodeLeftUndoneIsDoneByWhoLooksAtTheOldDevice() {
        retireOnly();

        assertThat(api.get("/devices/00D09E-A").at("/retired/by")).isEqualTo("admin");

        assertMoved();
    }

    @Test
    void whatANodeLeftUndoneIsDoneByARepeatOfTheRequest() {
        retireOnly();
        api.store
                .devices()
                .change(
                        DeviceId.of("00D09E-B"),
                        List.of(new Change.Register()),
                        api.parts.write(Actor.operator("admin")))
                .block();

        assertThat(api.post("/devices/00D09E-A/replace", BY_B).status()).isEqualTo(200);

        assertMoved();
    }

    @Test
    void policiesDoNothingForARetiredDevice() {
        api.put("/policies/all", "{'tags': {'add': ['seen']}}");
        assertThat(api.get("/devices/00D09E-A/policies").at("/next/tags/0/tag")).isEqualTo("seen");

        api.post("/devices/00D09E-A/replace", BY_B);

        assertThat(api.get("/devices/00D09E-A/policies").json().at("/next/tags").size())
                .isZero();
        api.devices.called("A", "1.0");
        assertThat(api.get("/devices/00D09E-A").at("/retired/replacedBy")).isEqualTo("00D09E-B");
    }

    @Test
    void mistakesAreToldOneByOne() {
        assertThat(api.post("/devices/00D09E-N/replace", BY_B).status()).isEqualTo(404);
        assertThat(api.post("/devices/00D09E-A/replace", "{'by': '00D09E-A'}").at("/pointer"))
                .isEqualTo("/by");
        assertThat(api.post("/devices/00D09E-A/replace", "{}").at("/pointer")).isEqualTo("/by");
        assertThat(api.post("/devices/00D09E-A/replace", "{'by': 'nonsense'}").at("/pointer"))
                .isEqualTo("/by");
        api.devices.called("C", "1.0");
        api.put("/subscribers/bert", "{'devices': ['00D09E-C']}");
        var anothers = api.post("/devices/00D09E-A/replace", "{'by': '00D09E-C'}");
        assertThat(anothers.status()).isEqualTo(409);
        assertThat(anothers.at("/detail")).contains("bert");

        api.post("/devices/00D09E-A/replace", BY_B);

        var again = api.post("/devices/00D09E-A/replace", "{'by': '00D09E-C'}");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.at("/detail")).contains("00D09E-B");
        var retired = api.post("/devices/00D09E-C/replace", "{'by': '00D09E-A'}");
        assertThat(retired.status()).isEqualTo(409);
        assertThat(retired.at("/device")).isEqualTo("00D09E-A");
        assertThat(api.put("/subscribers/bert/devices/00D09E-A", null).status()).isEqualTo(409);
    }
}

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactiveacs.device.Credential;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.HandOver;
import org.reactiveacs.device.HandOver.State;
import org.reactiveacs.port.Actor;
import org.reactiveacs.store.DeviceStore.Change;
import org.reactiveacs.store.Write;
import org.reactiveacs.task.TaskSpec;

/** Handing a device over to another ACS over the API, checked against the published document. */
class HandOverTest {
    private static final DeviceId DEVICE = DeviceId.of("00D09E-A");
    private static final String ONE = "/devices/00D09E-A/hand-over";
    private static final String ORDER =
            "{'url': 'https://acs.example:7547/', 'username': 'u', 'password': 's3cret-of-theirs', 'periodicInformInterval': 300,"
                    + " 'connectionRequest': {'username': 'c', 'password': 's3cret-for-calls'}}";
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private RunningApi api;

    private int writes;

    @BeforeEach
    void open() {
        api = new RunningApi(directory);
        api.devices.called("A", "1.0");
    }

    @AfterEach
    void close() {
        api.close();
    }

    private void changed(Change... changes) {
        var write = new Write("w" + ++writes, Actor.operator("tester"), AT);
        api.store.devices().change(DEVICE, List.of(changes), write).block();
    }

    private void leaves(State state) {
        var former = new HandOver.Former("http://here/", "box", false);
        changed(new Change.HandOver(new HandOver("T1", "http://there/", "tester", State.LEAVING, AT, former, "", "")));
        if (state != State.LEAVING) {
            changed(new Change.HandOver(new HandOver("T1", "http://there/", "tester", state, AT, former, "", "")));
        }
    }

    @Test
    void anOrderIsATaskWithItsSecretsMasked() {
        var answer = api.post(ONE, ORDER);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.at("/kind")).isEqualTo("handOver");
        assertThat(answer.at("/url")).isEqualTo("https://acs.example:7547/");
        assertThat(answer.at("/connectionRequest/username")).isEqualTo("c");
        assertThat(answer.http().body()).doesNotContain("s3cret");
        assertThat(api.get("/devices/00D09E-A/tasks").http().body()).doesNotContain("s3cret");
        assertThat(api.get("/audit").http().body()).doesNotContain("s3cret");
        assertThat(api.get("/devices/00D09E-A").json().get("handOver").isNull())
                .as("it has not heard of it yet")
                .isTrue();
        assertThat(api.get(ONE).status()).isEqualTo(404);
    }

    @Test
    void theSameOrderIsNotMadeTwiceAndAnotherIsRefusedMeanwhile() {
        var first = api.post(ONE, ORDER);

        var again = api.post(ONE, ORDER);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.at("/id")).isEqualTo(first.at("/id"));
        var other = api.post(ONE, "{'url': 'https://other.example/', 'username': 'u', 'password': 'p'}");
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.http().body()).contains("take task " + first.at("/id") + " back first");
    }

    @Test
    void whatTheDeviceHasNotHeardOfIsCancelled() {
        api.post(ONE, ORDER);

        var taken = api.delete(ONE);

        assertThat(taken.status()).isEqualTo(200);
        assertThat(taken.at("/status")).isEqualTo("cancelled");
        assertThat(api.delete(ONE).status()).isEqualTo(409);
    }

    @Test
    void aDeviceThatIsLeavingIsShownAndItsFormerUrlIsSetAgainWithTheCredentialsThatAreKept() {
        changed(new Change.SetCredential(new Credential("box", "s3cret-of-the-box")));
        leaves(State.LEAVING);
        assertThat(api.get(ONE).at("/state")).isEqualTo("leaving");
        assertThat(api.get("/devices/00D09E-A").at("/handOver/url")).isEqualTo("http://there/");
        assertThat(api.post(ONE, ORDER).status()).isEqualTo(409);

        var taken = api.delete(ONE);

        assertThat(taken.status()).isEqualTo(202);
        assertThat(taken.http().body()).doesNotContain("s3cret");
        assertThat(api.get(ONE).at("/undo")).isEqualTo(taken.at("/id"));
        var task = Objects.requireNonNull(
                api.store.tasks().get(DEVICE, taken.at("/id")).block());
        assertThat(((TaskSpec.SetParameterValues) task.spec()).values())
                .extracting(value -> value.path() + "=" + value.value())
                .containsExactly("cwmp.url=http://here/", "cwmp.username=box", "cwmp.password=s3cret-of-the-box");
        var again = api.delete(ONE);
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.at("/id")).isEqualTo(taken.at("/id"));
    }

    @Test
    void aTaskThatCameToNothingIsFollowedByAnother() {
        leaves(State.LEAVING);
        var first = api.delete(ONE).at("/id");
        api.delete("/devices/00D09E-A/tasks/" + first);

        var second = api.delete(ONE);

        assertThat(second.status()).isEqualTo(202);
        assertThat(second.at("/status")).isEqualTo("queued");
        assertThat(second.at("/id")).isNotEqualTo(first);
        assertThat(api.get(ONE).at("/undo")).isEqualTo(second.at("/id"));
    }

    @Test
    void aNameIsNotSetAgainWithoutItsPassword() {
        leaves(State.LEAVING);

        var taken = api.delete(ONE);

        assertThat(taken.json().get("values").size()).isEqualTo(1);
        assertThat(taken.json().get("values").has("cwmp.url")).isTrue();
    }

    @Test
    void aDeviceThatHasGoneCannotBeTakenBackOrGivenAwayOrRotated() {
        leaves(State.HANDED_OVER);

        var taken = api.delete(ONE);
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.http().body()).contains("the other ACS has to send it back, to http://here/");
        assertThat(api.post(ONE, ORDER).http().body()).contains("another ACS has the device already");
        var rotated = api.post("/devices/00D09E-A/credentials/rotate", null);
        assertThat(rotated.status()).isEqualTo(409);
        assertThat(rotated.http().body()).contains("was handed over");
    }

    @Test
    void aDeviceThatIsBackMayGoAgain() {
        leaves(State.RETURNED);

        assertThat(api.delete(ONE).status()).isEqualTo(409);
        assertThat(api.post(ONE, ORDER).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'username': 'u', 'password': 'p'} | /url",
                "{'url': 'ftp://a/', 'username': 'u', 'password': 'p'} | /url",
                "{'url': 'http://n:p@a/', 'username': 'u', 'password': 'p'} | /url",
                "{'url': 'http://a/', 'password': 'p'} | /username",
                "{'url': 'http://a/', 'username': 'u'} | /password",
                "{'url': 'http://a/', 'username': 'u', 'password': 'p', 'periodicInformInterval': 0} | /periodicInformInterval",
                "{'url': 'http://a/', 'username': 'u', 'password': 'p', 'connectionRequest': {'username': 'c'}} | /connectionRequest/password",
                "{'url': 'http://a/', 'username': 'u', 'password': 'p', 'kind': 'reboot'} | /kind"
            })
    void whatWouldLoseTheDeviceIsRefused(String body, String pointer) {
        var answer = api.post(ONE, body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.at("/pointer")).isEqualTo(pointer);
        assertThat(api.get("/devices/00D09E-A/tasks").json().get("items").size())
                .isZero();
    }

    @Test
    void nobodyKnowsTheDevice() {
        assertThat(api.post("/devices/00D09E-NOBODY/hand-over", ORDER).status()).isEqualTo(404);
        assertThat(api.delete("/devices/00D09E-NOBODY/hand-over").status()).isEqualTo(404);
    }
}

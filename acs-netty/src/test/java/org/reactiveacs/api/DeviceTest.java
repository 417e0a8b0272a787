package org.reactiveacs.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactiveacs.device.Credential;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.ParameterType;

class DeviceTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private RunningApi api;

    @BeforeEach
    void start() {
        api = new RunningApi(directory);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void aDeviceThatCalledIsShown() {
        api.devices.called("A 1", "1.0");

        var answer = api.get("/devices/00D09E-A~201");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("/serialNumber")).isEqualTo("A 1");
        assertThat(answer.at("/productClass")).isEqualTo("Home Box");
        assertThat(answer.at("/softwareVersion")).isEqualTo("1.0");
        assertThat(answer.at("/macs/0")).isEqualTo("00:1A:2B:3C:4D:5E");
        assertThat(answer.at("/lastEvents/1")).isEqualTo("1 BOOT");
        assertThat(answer.json().get("retryCount").asInt()).isEqualTo(2);
        assertThat(answer.json().get("registered").asBoolean()).isFalse();
        assertThat(answer.json().get("quarantine").isNull()).isTrue();
        assertThat(answer.at("/quirks/0")).isEqualTo("untypedValue");
    }

    @ParameterizedTest
    @ValueSource(strings = {"00D09E-A%201", "00D09E-A~201", "00D09E-A%7E201"})
    void anIdIsFoundInEveryWayToWriteIt(String id) {
        api.devices.called("A 1", "1.0");

        assertThat(api.get("/devices/" + id).at("/id")).isEqualTo("00D09E-A~201");
    }

    @Test
    void aDeviceIsRegisteredBeforeItCallsAndKeepsWhatWasSaidOfIt() {
        var created =
                api.put("/devices/00D09E-B", "{'tags':['north'],'credentials':{'username':'u','password':'hunter2'}}");
        var again = api.put("/devices/00D09E-B", "{'tags':['pilot']}");
        api.devices.called("B", "1.0");
        var called = api.get("/devices/00D09E-B");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("location")).isEqualTo("/api/v1/devices/00D09E-B");
        assertThat(created.json().get("lastInform").isNull()).isTrue();
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().get("tags").toString()).isEqualTo("[\"north\",\"pilot\"]");
        assertThat(called.json().get("registered").asBoolean()).isTrue();
        assertThat(called.json().get("tags").size()).isEqualTo(2);
        assertThat(created.http().body() + called.http().body()).doesNotContain("hunter2");
    }

    @Test
    void registeringNeedsNoBody() {
        assertThat(api.put("/devices/00D09E-B", null).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'tag':1}|/tag|no property is called 'tag'",
                "{'tags':'x'}|/tags|list of texts",
                "{'tags':['a',' ']}|/tags/1|no blanks",
                "{'tags':[1]}|/tags/0|a tag is a text",
                "{'credentials':{'username':'u'}}|/credentials/password|1 to 256",
                "{'credentials':{'username':'u','password':5}}|/credentials/password|is a text, not a number",
                "{'credentials':{'user':'u'}}|/credentials/user|password, username",
                "[]|''|a JSON object, not a list"
            })
    void bodiesThatCannotBeAreRefusedByName(String body, String pointer, String detail) {
        var answer = api.put("/devices/00D09E-B", body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.at("/pointer")).isEqualTo(pointer);
        assertThat(answer.at("/detail")).contains(detail);
        assertThat(api.get("/devices/00D09E-B").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nodash", "00D09E-", "-1", "00D09E-a~zz", "00D09E-a~41"})
    void anIdThatNoDeviceCanHaveIsNotRegistered(String id) {
        var answer = api.put("/devices/" + id, null);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/parameter")).isEqualTo("id");
    }

    @Test
    void aDeletedDeviceIsGone() {
        api.devices.called("A", "1.0");

        assertThat(api.delete("/devices/00D09E-A").status()).isEqualTo(204);
        assertThat(api.delete("/devices/00D09E-A").status()).isEqualTo(404);
        assertThat(api.get("/devices/00D09E-A").status()).isEqualTo(404);
    }

    @Test
    void tagsComeAndGo() {
        api.devices.called("A", "1.0");

        assertThat(api.put("/devices/00D09E-A/tags/a%2Fb", null).status()).isEqualTo(204);
        assertThat(api.put("/devices/00D09E-A/tags/c", null).status()).isEqualTo(204);
        assertThat(api.delete("/devices/00D09E-A/tags/c").status()).isEqualTo(204);
        assertThat(api.get("/devices/00D09E-A").at("/tags/0")).isEqualTo("a/b");
        assertThat(api.put("/devices/00D09E-X/tags/c", null).status()).isEqualTo(404);
        assertThat(api.delete("/devices/00D09E-X/tags/c").status()).isEqualTo(404);
        assertThat(api.put("/devices/00D09E-A/tags/" + "x".repeat(64), null).status())
                .isEqualTo(204);
        assertThat(api.put("/devices/00D09E-A/tags/" + "x".repeat(65), null).at("/parameter"))
                .isEqualTo("tag");
    }

    @Test
    void credentialsAreKeptAndNeverShown() {
        var device = api.devices.called("A", "1.0");

        var set = api.put("/devices/00D09E-A/credentials", "{'username':'u','password':'hunter2'}");

        assertThat(set.status()).isEqualTo(204);
        assertThat(Objects.requireNonNull(
                                api.store.devices().registration(device).block())
                        .credential())
                .isEqualTo(new Credential("u", "hunter2"));
        assertThat(api.get("/devices/00D09E-A").http().body()).doesNotContain("hunter2");
        assertThat(api.get("/audit").http().body()).doesNotContain("hunter2").contains("credential u");
        assertThat(api.put("/devices/00D09E-X/credentials", "{'username':'u','password':'p'}")
                        .status())
                .isEqualTo(404);
        assertThat(api.put("/devices/00D09E-A/credentials", "{'username':'u'}").status())
                .isEqualTo(422);
        assertThat(api.put("/devices/00D09E-A/credentials", null).status()).isEqualTo(400);
    }

    @Test
    void aReleaseShowsAtOnce() {
        DeviceId held = api.devices.quarantined("Q");

        var before = api.get("/devices/" + held.value());
        var release = api.post("/devices/" + held.value() + "/release", null);

        assertThat(before.at("/quarantine/reason")).contains("nobody registered");
        assertThat(release.status()).isEqualTo(200);
        assertThat(release.json().get("quarantine").isNull()).isTrue();
        assertThat(api.post("/devices/00D09E-X/release", null).status()).isEqualTo(404);
    }

    @Test
    void visitsAreShownNewestFirst() {
        api.devices.called("A", "1.0");
        api.devices.called("A", "1.1");

        var answer = api.get("/devices/00D09E-A/visits");

        assertThat(answer.items("peer")).containsExactly("10.0.0.7", "10.0.0.7");
        assertThat(answer.items("end").get(1)).isIn("underWay", "superseded", "completed");
        assertThat(api.get("/devices/00D09E-X/visits").status()).isEqualTo(404);
        api.put("/devices/00D09E-B", null);
        assertThat(api.get("/devices/00D09E-B/visits").items("at")).isEmpty();
    }

    @Test
    void parametersComeFromTheTreeAndFromInforms() {
        var early = api.clock.instant().minusSeconds(3600);
        api.devices.read(
                "A",
                List.of(
                        StoredDevices.string("Device.DeviceInfo.SoftwareVersion", "0.9", early),
                        StoredDevices.string("Device.WiFi.AccessPoint.1.Security.KeyPassphrase", "hunter22", early),
                        StoredDevices.string("Device.WiFi.SSID.1.SSID", "home", early)));

        var all = api.get("/devices/00D09E-A/parameters");
        var below = api.get("/devices/00D09E-A/parameters?path=Device.WiFi.");
        var one = api.get("/devices/00D09E-A/parameters?path=Device.WiFi.SSID&objects=true");
        var first = api.get("/devices/00D09E-A/parameters?limit=3");
        var second = api.get("/devices/00D09E-A/parameters?limit=3&cursor=" + first.at("/next"));

        assertThat(all.items("path"))
                .containsExactly(
                        "Device.DeviceInfo.SoftwareVersion",
                        "Device.ManagementServer.ParameterKey",
                        "Device.WiFi.AccessPoint.1.Security.KeyPassphrase",
                        "Device.WiFi.SSID.1.SSID");
        assertThat(all.items("value")).containsExactly("1.0", "", "********", "home");
        assertThat(below.items("path")).hasSize(2);
        assertThat(below.json().at("/items/0/stale").asBoolean()).isTrue();
        assertThat(one.items("path"))
                .contains("Device.WiFi.SSID.1.SSID")
                .allMatch(path -> path.startsWith("Device.WiFi.SSID."));
        assertThat(first.items("path")).hasSize(3);
        assertThat(second.items("path")).containsExactly("Device.WiFi.SSID.1.SSID");
        assertThat(second.json().get("next").isNull()).isTrue();
        assertThat(api.get("/devices/00D09E-X/parameters").status()).isEqualTo(404);
        assertThat(api.get("/devices/00D09E-A/parameters?objects=1").status()).isEqualTo(400);
        assertThat(api.get("/devices/00D09E-A/parameters?cursor=%21").status()).isEqualTo(400);
    }

    @Test
    void aTextThatIsNoneOfItsTypeIsShownAsItIsAndSaidToBeInvalid() {
        var now = api.clock.instant();
        api.devices.read(
                "A",
                List.of(
                        Parameter.of("Device.X.Bad", "n/a", ParameterType.INT, now),
                        Parameter.of("Device.X.Good", "7", ParameterType.INT, now)));

        var shown = api.get("/devices/00D09E-A/parameters?path=Device.X.");

        assertThat(shown.items("value")).containsExactly("n/a", "7");
        assertThat(shown.json().at("/items/0/invalid").asBoolean()).isTrue();
        assertThat(shown.json().at("/items/1").has("invalid")).isFalse();
    }
}

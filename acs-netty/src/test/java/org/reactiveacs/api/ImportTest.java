package org.reactiveacs.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices of another server over the API, checked against the published document. */
class ImportTest {
    private static final String BOX = """
            {'oui': '00D09E', 'productClass': 'Box', 'serialNumber': 'A 1', 'manufacturer': 'Acme',
             'firstInform': '2025-01-01T00:00:00Z', 'lastInform': '2026-01-01T00:00:00Z', 'tags': ['gold'],
             'credentials': {'username': 'box', 'password': 's3cret'},
             'parameters': [
               {'path': 'Device.WiFi.SSID.', 'writable': true},
               {'path': 'Device.WiFi.SSID.1.SSID', 'value': 'home', 'type': 'string', 'writable': true, 'notification': 2,
                'readAt': '2025-12-31T00:00:00Z'},
               {'path': 'Device.DeviceInfo.SoftwareVersion', 'value': '1.2', 'type': 'string'}]}""";

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

    private Answer bring(String query, String... devices) {
        return api.post("/devices/import" + query, "{'devices': [" + String.join(",", devices) + "]}");
    }

    @Test
    void aDeviceIsShownWithWhatTheOtherServerKnew() {
        var answer = bring("", BOX);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("/results/0/outcome")).isEqualTo("created");
        assertThat(answer.at("/results/0/device")).isEqualTo("00D09E-A~201");
        var device = api.get("/devices/00D09E-A~201");
        assertThat(device.at("/softwareVersion")).isEqualTo("1.2");
        assertThat(device.at("/lastInform")).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(device.at("/firstInform")).isEqualTo("2025-01-01T00:00:00Z");
        assertThat(device.at("/tags/0")).isEqualTo("gold");
        assertThat(device.at("/registered")).isEqualTo("true");
        var ssid = api.get("/devices/00D09E-A~201/parameters?path=Device.WiFi.");
        assertThat(ssid.at("/items/0/value")).isEqualTo("home");
        assertThat(ssid.at("/items/0/readAt")).isEqualTo("2025-12-31T00:00:00Z");
        assertThat(ssid.at("/items/0/stale")).isEqualTo("true");
        assertThat(ssid.at("/items/0/notification")).isEqualTo("2");
        assertThat(api.get("/audit").http().body()).contains("device imported").doesNotContain("s3cret");
    }

    @Test
    void theSameOnceMoreIsUnchangedAndADryRunTellsSoToo() {
        assertThat(bring("?dryRun=true", BOX).at("/results/0/outcome")).isEqualTo("created");
        assertThat(api.get("/devices/00D09E-A~201").status()).isEqualTo(404);

        bring("", BOX);

        assertThat(bring("", BOX).at("/results/0/outcome")).isEqualTo("unchanged");
        assertThat(bring("?dryRun=true", BOX).at("/results/0/outcome")).isEqualTo("unchanged");
        var other = BOX.replace("'home'", "'office'");
        assertThat(bring("?dryRun=true", other).at("/results/0/outcome")).isEqualTo("changed");
        assertThat(api.get("/devices/00D09E-A~201/parameters?path=Device.WiFi.").at("/items/0/value"))
                .isEqualTo("home");
    }

    @Test
    void aDeviceThatHasCalledHereKeepsWhatItTold() {
        api.devices.called("A 1", "9.9");

        var answer = bring("", BOX);

        assertThat(answer.at("/results/0/outcome")).isEqualTo("changed");
        assertThat(answer.at("/results/0/hasCalled")).isEqualTo("true");
        assertThat(api.get("/devices/00D09E-A~201").at("/softwareVersion")).isEqualTo("9.9");
        assertThat(api.get("/devices/00D09E-A~201").at("/tags/0")).isEqualTo("gold");
    }

    @Test
    void eachDeviceStandsForItself() {
        var answer = bring(
                "",
                BOX.replace("'00D09E'", "''"),
                BOX.replace("Device.WiFi.SSID.1.SSID", "VirtualParameters.x"),
                BOX.replace("'2026-01-01T00:00:00Z'", "'yesterday'"),
                BOX.replace("'gold'", "' gold'"),
                BOX.replace("'s3cret'", "''"),
                BOX.replace("'oui'", "'ouch'"),
                BOX.replace("'notification': 2", "'notification': 99999999999"),
                BOX.replace("'A 1'", "'" + "\u00e9".repeat(256) + "'"),
                BOX);

        assertThat(answer.at("/results/0/detail")).contains("'oui' has 1 to 256");
        assertThat(answer.at("/results/1/detail")).contains("'VirtualParameters.x' is no path");
        assertThat(answer.at("/results/2/detail")).contains("'lastInform' is a time");
        assertThat(answer.at("/results/3/detail")).contains("no blanks around it");
        assertThat(answer.at("/results/4/detail")).contains("'password' has 1 to 256");
        assertThat(answer.at("/results/5/detail")).contains("no property is called 'ouch'");
        assertThat(answer.at("/results/6/detail")).contains("'notification' is 0 to 6");
        assertThat(answer.at("/results/7/detail")).contains("more than 1024 characters");
        assertThat(answer.at("/results/8/outcome")).isEqualTo("created");
    }

    @Test
    void bodiesMayBeLargerThanOthersButNotForEver() {
        var padding = " ".repeat(2 << 20);

        assertThat(bring("", BOX + padding).status()).isEqualTo(200);
        assertThat(bring("", BOX + padding.repeat(8)).status()).isEqualTo(413);
        assertThat(api.post("/devices/import", "{'devices': [" + "{},".repeat(200) + "{}]}")
                        .status())
                .isEqualTo(422);
    }
}

package org.reactiveacs.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.api.RunningApi.encoded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DevicesTest {
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
    void anEmptyFleetIsAnEmptyPage() {
        var answer = api.get("/devices?count=exact");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.http().body()).isEqualTo("{\"items\":[],\"next\":null,\"count\":0}");
    }

    @Test
    void pagesFollowOneAnotherInTheOrderAskedFor() {
        for (var software : List.of("1.0", "1.2", "1.10", "1.9", "2.0")) {
            api.devices.called("S" + software, software);
        }

        var found = new ArrayList<String>();
        var next = "";
        do {
            var page = api.get("/devices?sort=-serialNumber&limit=2&count=estimate" + next);
            assertThat(page.json().get("count").asInt()).isEqualTo(5);
            found.addAll(page.items("serialNumber"));
            next = page.json().get("next").isNull() ? "" : "&cursor=" + page.at("/next");
        } while (!next.isEmpty());

        assertThat(found).containsExactly("S2.0", "S1.9", "S1.2", "S1.10", "S1.0");
    }

    @Test
    void filtersChoose() {
        api.devices.called("A", "1.9");
        api.devices.called("B", "1.10");
        api.put("/devices/00D09E-B/tags/pilot", null);

        assertThat(search("software > 1.9")).containsExactly("B");
        assertThat(search("not tag = pilot")).containsExactly("A");
        assertThat(search("mac = 001a2b3c4d5e and productClass = 'Home Box'")).containsExactly("A", "B");
        assertThat(search("lastInform before now-1h")).isEmpty();
        assertThat(search("Device.DeviceInfo.SoftwareVersion ~ 1.1*")).containsExactly("B");
    }

    private List<String> search(String filter) {
        return api.get("/devices?filter=" + encoded(filter)).items("serialNumber");
    }

    @Test
    void fieldsShowParametersWithSecretsMasked() {
        api.devices.read(
                "A",
                List.of(
                        StoredDevices.string("Device.X", "1", api.clock.instant()),
                        StoredDevices.string("Device.Password", "hunter2", api.clock.instant())));

        var answer = api.get("/devices?fields=Device.X,Device.Password,Device.None,Device.DeviceInfo.SoftwareVersion");

        assertThat(answer.json().at("/items/0/parameters").toString())
                .isEqualTo("{\"Device.X\":\"1\",\"Device.Password\":\"********\","
                        + "\"Device.DeviceInfo.SoftwareVersion\":\"1.0\"}");
    }

    @Test
    void aliasesStandForParametersInFieldsFiltersAndParameters() {
        var now = api.clock.instant();
        api.devices.read(
                "A",
                List.of(
                        StoredDevices.string("Device.WiFi.SSID.1.SSID", "home", now),
                        StoredDevices.string("Device.WiFi.AccessPoint.1.Security.KeyPassphrase", "hunter2", now)));
        api.devices.called("B", "1.0");
        api.put("/devices/00D09E-C", null);
        api.put("/aliases", "{'box.led': [{'productClass': 'X*', 'path': 'Device.LED.On'}]}");

        var shown = api.get("/devices?fields=wifi.24.ssid,wifi.24.passphrase,box.led");
        assertThat(shown.json().at("/items/0/parameters").toString())
                .isEqualTo("{\"wifi.24.ssid\":\"home\",\"wifi.24.passphrase\":\"********\"}");
        assertThat(shown.json().at("/items/1/parameters").isEmpty()).isTrue();
        assertThat(search("wifi.24.ssid = home")).containsExactly("A");
        assertThat(search("not box.led = 1")).containsExactly("A", "B", "C");
        var one = api.get("/devices/00D09E-A/parameters?path=wifi.24.ssid");
        assertThat(one.items("path")).containsExactly("Device.WiFi.SSID.1.SSID");
        var none = api.get("/devices/00D09E-A/parameters?path=box.led");
        assertThat(none.status()).isEqualTo(400);
        assertThat(none.at("/detail")).contains("'box.led' stands for no parameter of such a device");
        assertThat(api.get("/devices/00D09E-C/parameters?path=box.led").at("/detail"))
                .contains("when the device has called");
    }

    @Test
    void anAliasThatNobodyKnowsIsRefusedByName() {
        api.devices.called("A", "1.0");

        var field = api.get("/devices?fields=wifi.24.sid");
        var filter = api.get("/devices?filter=" + encoded("wifi.24.sid = x"));
        var path = api.get("/devices/00D09E-A/parameters?path=wifi.24.sid");

        for (var answer : List.of(field, filter, path)) {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.at("/detail")).contains("no alias is called 'wifi.24.sid'");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0,limit",
        "limit=1001,limit",
        "limit=many,limit",
        "cursor=x,cursor",
        "sort=color,sort",
        "count=maybe,count",
        "fields=Device.,fields",
        "filtre=tag,filtre",
        "limit=1&limit=2,limit"
    })
    void parametersThatAreNotValidAreNamed(String query, String parameter) {
        var answer = api.get("/devices?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/parameter")).isEqualTo(parameter);
        assertThat(answer.at("/type")).isEqualTo("urn:reactive-acs:problem:invalid-parameter");
    }

    @Test
    void limitsAreExact() {
        assertThat(api.get("/devices?limit=1").status()).isEqualTo(200);
        assertThat(api.get("/devices?limit=1000").status()).isEqualTo(200);
    }

    @Test
    void aFilterThatIsNoneIsPointedAt() {
        var answer = api.get("/devices?filter=" + encoded("serial ="));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/type")).isEqualTo("urn:reactive-acs:problem:invalid-filter");
        assertThat(answer.json().get("position").asInt()).isEqualTo(8);
        assertThat(answer.at("/detail")).endsWith("\nserial =\n        ^");
    }

    @Test
    void aFilterOfTheGreatestLengthFits() {
        var filter = encoded("serial=" + "\"".repeat(0) + "é".repeat(8000));

        assertThat(api.get("/devices?filter=" + filter.substring(0, 20_000 - 20_000 % 6 + "serial%3D".length()))
                        .status())
                .isEqualTo(200);
    }
}

package org.reactiveacs.genieacs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class PresetTranslatorTest {
    private static final String VALUE = "{'type': 'value', 'name': 'Device.Time.Enable', 'value': true}";

    private final FleetPaths fleet = new FleetPaths(
            Set.of("Device.WiFi", "Device.Time.Enable", "Device.Mixed", "Device.NAT.PortMapping", "Device.Hosts.Host"));
    private PresetTranslator translator = translator();

    private PresetTranslator translator() {
        return new PresetTranslator(
                List.of(
                        json("{'_id': 'web', '_keys': ['ExternalPort'], 'ExternalPort': 8080, 'InternalPort': 80}"),
                        json("{'_id': 'all', 'ExternalPort': 8080, 'Protocol': 'TCP'}")),
                List.of(json("{'_id': 'mine', 'script': 'declare()'}")),
                fleet,
                false);
    }

    @BeforeEach
    void seeDevices() {
        for (var device : List.of(
                "{'_id': '1', 'Device': {'WiFi': {'SSID': {}}, 'Time': {'Enable': {'_value': true}}, 'Mixed': {'X': {}}, 'NAT': {'PortMapping': {'_object': true}}, 'Hosts': {'Host': {'1': {}}}}}",
                "{'_id': '2', 'Device': {'WiFi': {'_object': true}, 'Mixed': {'_value': 1}, 'NAT': {'PortMapping': {'1': {}}}}}")) {
            fleet.see(new GenieDevice(json(device)));
        }
        translator = translator();
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.replace('\'', '"'));
    }

    private static ObjectNode preset(String configuration) {
        return (ObjectNode) json("{'_id': 'my preset', 'weight': 3, 'configurations': [" + configuration + "]}");
    }

    private ObjectNode policy(ObjectNode preset) {
        return translator.translate(new Preset(preset));
    }

    private String when(String precondition) {
        return policy(preset(VALUE).put("precondition", precondition))
                .path("when")
                .asString("");
    }

    private void refuses(ObjectNode preset, String reason) {
        assertThatThrownBy(() -> policy(preset))
                .isInstanceOf(Untranslatable.class)
                .hasMessageContaining(reason);
    }

    @Test
    void valuesAreWantedWhereTheyAreOffered() {
        var expected = (ObjectNode)
                json(
                        "{'description': '', 'enabled': false, 'weight': 3, 'values': {'Device.Time.Enable': true}, 'optional': ['Device.Time.Enable']}");
        assertThat(policy(preset(VALUE)))
                .isEqualTo(expected.put("description", "From the preset 'my preset' of GenieACS"));
        assertThat(PresetTranslator.policyName(new Preset(preset(VALUE)))).isEqualTo("genieacs-my-preset");
    }

    @Test
    void objectsTagsAndAges() {
        var policy = policy(
                preset(
                        "{'type': 'add_object', 'name': 'Device.NAT.PortMapping', 'object': 'web'},"
                                + "{'type': 'delete_object', 'name': 'Device.NAT.PortMapping', 'object': 'all'},"
                                + "{'type': 'add_tag', 'tag': 'a'}, {'type': 'delete_tag', 'tag': 'b0x2Ec'},"
                                + "{'type': 'age', 'name': 'Device.WiFi', 'age': '86400'}, {'type': 'age', 'name': 'Device.Time.Enable', 'age': 60}"));

        assertThat(policy.path("objects"))
                .isEqualTo(
                        json(
                                "[{'path': 'Device.NAT.PortMapping.', 'keys': {'ExternalPort': 8080}, 'values': {'InternalPort': 80}},"
                                        + "{'path': 'Device.NAT.PortMapping.', 'keys': {'ExternalPort': 8080, 'Protocol': 'TCP'}, 'ensure': 'absent'}]"));
        assertThat(policy.path("tags")).isEqualTo(json("{'add': ['a'], 'remove': ['b.c']}"));
        assertThat(policy.path("freshness")).isEqualTo(json("{'Device.WiFi.': '86400s', 'Device.Time.Enable': '60s'}"));
    }

    @Test
    void allEventsMustBeAsThePresetSays() {
        var events = json("{'0 BOOTSTRAP': true, '1_BOOT': true, '2 PERIODIC': false, 'Registered': true}");
        var preset = preset(VALUE);
        preset.set("events", events);

        var policy = policy(preset);

        assertThat(policy.path("match")).isEqualTo(json("{'events': ['0 BOOTSTRAP'], 'firstContact': true}"));
        assertThat(policy.path("when").asString())
                .isEqualTo("(\"1 BOOT\" in inform.events) && !(\"2 PERIODIC\" in inform.events)");
    }

    @Test
    void tagsOfThePreconditionAreMatched() {
        var preset = preset(VALUE).put("precondition", "Tags.gold IS NOT NULL AND Tags.a0x2Eb IS NULL");

        assertThat(policy(preset).path("match")).isEqualTo(json("{'tags': ['gold'], 'withoutTags': ['a.b']}"));
        assertThat(policy(preset).has("when")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "DeviceID.ProductClass = 'X'|(device.productClass == \"X\")",
                "DeviceID.OUI <> \"A\\\"B\"|(device.oui != \"A\\\"B\")",
                "DeviceID.SerialNumber >= '1000'|(device.serialNumber >= \"1000\")",
                "DeviceID.ProductClass LIKE 'HG_.%'|(device.productClass.matches(\"^HG.\\\\..*$\"))",
                "NOT (DeviceID.OUI = 'A' OR Tags.x IS NULL)|`!(((device.oui == \"A\") || !(\"x\" in tags)))`",
                "Device.DeviceInfo.SoftwareVersion = '1.2'|(\"Device.DeviceInfo.SoftwareVersion\" in params && params[\"Device.DeviceInfo.SoftwareVersion\"] == \"1.2\")",
                "Device.X.Mode <> 'Bridged'|(\"Device.X.Mode\" in params && params[\"Device.X.Mode\"] != \"Bridged\")",
                "Device.X.Mode IS NOT NULL OR Tags.a = true|`((\"Device.X.Mode\" in params) || (\"a\" in tags))`",
            })
    void preconditionsBecomeExpressions(String precondition, String cel) {
        assertThat(when(precondition)).isEqualTo(cel);
    }

    @Test
    void oldPreconditionsMeanWhatGenieAcsMakesOfThem() {
        var preset = preset(VALUE)
                .put(
                        "precondition",
                        "{\"_tags\": {\"$ne\": \"gold\"}, \"DeviceID.OUI\": {\"$ne\": \"A\"},"
                                + " \"$or\": [{\"DeviceID.ProductClass\": \"X\"}, {\"Tags.b\": false}]}");

        assertThat(policy(preset).path("match")).isEqualTo(json("{'withoutTags': ['gold']}"));
        assertThat(policy(preset).path("when").asString())
                .isEqualTo("(device.oui != \"A\") && ((device.productClass == \"X\") || !(\"b\" in tags))");
        refuses(preset.put("precondition", "DeviceID.OUI IS NULL"), "asks whether DeviceID.OUI is null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Device.X.Count = 5|with what is no text",
                "Device.X.Count = '5'|depends on the type",
                "Device.X.Mode > 'a'|depends on the type",
                "NOT (Device.X.Mode = 'a')|neither true nor false",
                "VirtualParameters.x = 'a'|which no device has here",
                "DeviceID.ID = 'a'|which no device has here",
                "NOW() > 5|not a parameter with a literal",
                "UPPER(DeviceID.OUI) = 'A'|not a parameter with a literal",
                "DeviceID.OUI LIKE 'a\\b'|a backslash in LIKE",
                "Device.X.[a:b].Mode = 'a'|cannot be read",
                "{\"_deviceId._OUI\": \"A\"}|which no device has here",
                "{\"Device.X\": {\"$regex\": \"A\"}}|none that GenieACS takes",
                "DeviceID.OUI|takes DeviceID.OUI for true or false",
            })
    void whatWouldBeApproximateIsRefused(String precondition, String reason) {
        refuses(preset(VALUE).put("precondition", precondition), reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type': 'provision', 'name': 'mine'}|it runs the script 'mine'",
                "{'type': 'provision', 'name': 'refresh', 'args': []}|a script of GenieACS' own",
                "{'type': 'value', 'name': 'VirtualParameters.x', 'value': 1}|an alias may do",
                "{'type': 'value', 'name': 'Device.X.[A:1].B', 'value': 1}|by their values",
                "{'type': 'value', 'name': 'Reboot', 'value': 1}|as a policy it would be refused",
                "{'type': 'age', 'name': 'Device.WiFi', 'age': 0}|more often than each minute",
                "{'type': 'age', 'name': 'Device.Mixed', 'age': 60}|an object at some devices and a parameter at others",
                "{'type': 'age', 'name': 'Device.None', 'age': 60}|no device has Device.None",
                "{'type': 'add_object', 'name': 'Device.NAT.PortMapping', 'object': 'none'}|which is not there",
                "{'type': 'add_object', 'name': 'Device.Hosts.Host', 'object': 'web'}|which 1 devices do not have",
                "{'type': 'add_object', 'name': 'Device.Mixed', 'object': 'web'}|some have a parameter there",
                "{'type': 'magic'}|of type 'magic'",
                "|it configures nothing",
            })
    void whatNoPolicySaysIsRefusedWhole(@org.jspecify.annotations.Nullable String configuration, String reason) {
        refuses(preset(configuration == null ? "" : VALUE + "," + configuration), reason);
        refuses(preset(VALUE).put("schedule", "3600 0 2 * * *"), "a schedule");
    }

    @Test
    void presetsThatWeighTheSameAndDisagreeAreNone() {
        var presets = new HashMap<Preset, ObjectNode>();
        for (var value : List.of("a", "b")) {
            var preset = (ObjectNode) json("{'_id': 'p" + value
                    + "', 'configurations': [{'type': 'value', 'name': 'Device.X', 'value': '" + value + "'}]}");
            presets.put(new Preset(preset), policy(preset));
        }
        var third = preset("{'type': 'value', 'name': 'Device.X', 'value': 'c'}");
        presets.put(new Preset(third), policy(third));

        assertThat(PresetTies.among(presets)).containsOnlyKeys("pa", "pb");
    }
}

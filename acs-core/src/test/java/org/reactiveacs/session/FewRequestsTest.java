package org.reactiveacs.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reactiveacs.cwmp.AddObject;
import org.reactiveacs.cwmp.GetParameterNames;
import org.reactiveacs.cwmp.GetParameterValues;
import org.reactiveacs.cwmp.SetParameterValues;
import org.reactiveacs.device.Compliance;
import org.reactiveacs.device.ModelTraits;
import org.reactiveacs.device.Settled;
import org.reactiveacs.task.TaskSpec;
import org.reactiveacs.task.TaskStatus;

/** New devices come to what policies want with as few requests as can be, and still when they are not as others of their model. */
class FewRequestsTest {

    private static final String LAN = "Device.Ethernet.Interface.1.MACAddress";
    private static final String LINK = "Device.Ethernet.Link.1.MACAddress";
    private static final String RADIO = "Device.WiFi.SSID.1.MACAddress";
    private static final List<String> MAC_PATHS = List.of(LAN, LINK, RADIO);
    private static final String TABLE = "Device.NAT.PortMapping.";

    /** A device that is fresh from the factory, with its MAC addresses under the first path. */
    private static PolicyRig fresh() {
        var device = new PolicyRig(MAC_PATHS);
        device.offerWildcards();
        device.values.put(LAN, "02:00:5E:00:00:01");
        device.values.put("Device.Time.NTPServer1", "");
        device.values.put("Device.WiFi.SSID.1.SSID", "factory");
        device.values.put(TABLE + "1.Port", "8080");
        device.values.put(TABLE + "1.Protocol", "TCP");
        device.values.put(TABLE + "1.Enable", "1");
        device.policy(
                "time",
                "{'match': {'events': ['0 BOOTSTRAP']}, 'tags': {'add': ['new']},"
                        + " 'values': {'Device.Time.NTPServer1': 'ntp.example'}}");
        device.policy(
                "new",
                "{'match': {'tags': ['new']}, 'values': {'Device.WiFi.SSID.1.SSID': 'home'},"
                        + " 'objects': [{'path': 'Device.NAT.PortMapping.', 'keys': {'Port': 90, 'Protocol': 'TCP'}, 'values': {'Enable': '1'}}]}");
        device.policy("firmware", "{'firmware': {'version': '2.0', 'url': 'http://files.example/2.0.bin'}}");
        return device;
    }

    /** As {@link #fresh}, of a model of which another device has shown how it is. */
    private static PolicyRig sibling() {
        var first = fresh();
        first.session("0 BOOTSTRAP");
        return like(first);
    }

    private static PolicyRig like(PolicyRig other) {
        var device = fresh();
        device.rig.traits = other.rig.traits;
        return device;
    }

    private static void assertAsWanted(PolicyRig device) {
        assertThat(device.values)
                .containsEntry("Device.Time.NTPServer1", "ntp.example")
                .containsEntry("Device.WiFi.SSID.1.SSID", "home")
                .containsEntry(TABLE + "11.Port", "90")
                .containsEntry(TABLE + "11.Protocol", "TCP")
                .containsEntry(TABLE + "11.Enable", "1");
        assertThat(device.rig.registration.tags()).containsExactly("new");
    }

    private static void bringFirmware(PolicyRig device) {
        device.values.put("Device.DeviceInfo.SoftwareVersion", "2.0");
    }

    private static Settled.State state(PolicyRig device) {
        return device.rig.head().standing().settled().state();
    }

    private static List<String> paths(PolicyRig device, Class<?> rpc) {
        return device.requests.stream()
                .filter(rpc::isInstance)
                .flatMap(request -> request instanceof GetParameterValues read
                        ? read.parameterNames().stream()
                        : List.of(((GetParameterNames) request).parameterPath()).stream())
                .toList();
    }

    @Test
    void theFirstOfAModelShowsWhatTheOthersNeedNotBeAskedFor() {
        var device = fresh();

        assertThat(device.session("0 BOOTSTRAP"))
                .containsExactly(
                        "GetParameterNames",
                        "GetParameterNames",
                        "GetParameterNames",
                        "GetParameterNames",
                        "GetParameterValues",
                        "GetParameterValues",
                        "AddObject",
                        "SetParameterValues",
                        "Download");
        assertAsWanted(device);
        assertThat(device.rig.traits.macPaths()).containsExactly(LAN);
    }

    @Test
    void anotherOfTheModelTakesOneReadingOneInstanceOneSettingAndTheFirmware() {
        var device = sibling();

        assertThat(device.session("0 BOOTSTRAP"))
                .containsExactly("GetParameterValues", "AddObject", "SetParameterValues", "Download");
        assertAsWanted(device);
        assertThat(device.rig.head().macs()).containsExactly("02:00:5E:00:00:01");

        bringFirmware(device);
        assertThat(device.session("1 BOOT")).containsExactly("GetParameterValues");
        assertThat(state(device)).isEqualTo(Settled.State.IN_SYNC);
        assertThat(device.session("2 PERIODIC")).isEmpty();
    }

    @Test
    void otherFirmwareIsNotAskedOnceMoreWhetherItTakesStars() {
        var device = sibling();
        device.session("0 BOOTSTRAP");
        device.rig.traits = ModelTraits.NONE;
        bringFirmware(device);

        assertThat(device.session("1 BOOT")).containsExactly("GetParameterValues");
        assertThat(paths(device, GetParameterValues.class)).contains(TABLE + "*.Port");
        assertThat(state(device)).isEqualTo(Settled.State.IN_SYNC);
    }

    @Test
    void otherFirmwareThatTakesNoStarsAnyMoreIsReadWhole() {
        var device = sibling();
        device.session("0 BOOTSTRAP");
        device.rig.traits = ModelTraits.NONE;
        device.stars = PolicyRig.Stars.REFUSED;
        bringFirmware(device);

        device.session("1 BOOT");

        assertThat(paths(device, GetParameterValues.class)).endsWith(TABLE);
        assertThat(state(device)).isEqualTo(Settled.State.IN_SYNC);
        assertThat(device.rig.traits.takesInstanceWildcards()).isFalse();
    }

    // MAC addresses

    @Test
    void aDeviceThatHasItsMacElsewhereIsAskedForTheNamesAndTheModelIsKnownForBoth() {
        var device = sibling();
        device.values.remove(LAN);
        device.values.put(RADIO, "02:00:5E:00:00:02");

        device.session("0 BOOTSTRAP");

        assertAsWanted(device);
        assertThat(device.rig.head().macs()).containsExactly("02:00:5E:00:00:02");
        assertThat(paths(device, GetParameterNames.class)).containsExactly(LAN, LINK, RADIO);
        assertThat(device.rig.traits.macPaths()).containsExactlyInAnyOrder(LAN, RADIO);

        var both = like(device);
        both.values.put(RADIO, "02:00:5E:00:00:03");
        assertThat(both.session("0 BOOTSTRAP"))
                .containsExactly("GetParameterValues", "AddObject", "SetParameterValues", "Download");
        assertThat(both.rig.head().macs()).containsExactly("02:00:5E:00:00:01", "02:00:5E:00:00:03");
    }

    @Test
    void aMacThatReadsBackEmptyIsNone() {
        var device = sibling();
        device.values.put(LAN, "");
        device.values.put(LINK, "02:00:5E:00:00:02");

        device.session("0 BOOTSTRAP");

        assertAsWanted(device);
        assertThat(device.rig.head().macs()).containsExactly("02:00:5E:00:00:02");
    }

    @Test
    void aDeviceWithoutAnyMacIsAskedForTheNamesOnceAndServedAllTheSame() {
        var device = sibling();
        device.values.remove(LAN);

        assertThat(device.session("0 BOOTSTRAP"))
                .containsExactly(
                        "GetParameterValues",
                        "GetParameterValues",
                        "GetParameterNames",
                        "GetParameterNames",
                        "GetParameterNames",
                        "AddObject",
                        "SetParameterValues",
                        "Download");
        assertAsWanted(device);
        assertThat(device.rig.head().macs()).isEmpty();
    }

    @Test
    void aSessionAfterOneThatFailedReadsNoGuesses() {
        var device = sibling();
        device.sessionLostAt(GetParameterValues.class, false, "0 BOOTSTRAP");

        device.retryCount = 1;
        device.session("0 BOOTSTRAP");

        assertAsWanted(device);
        assertThat(paths(device, GetParameterNames.class)).containsExactly(LAN, LINK, RADIO);
    }

    @Test
    void whereNoPolicyReadsAnythingTheMacIsReadAlone() {
        var device = sibling();
        List.of("time", "new", "firmware").forEach(device::removePolicy);

        assertThat(device.session("0 BOOTSTRAP")).containsExactly("GetParameterValues");
        assertThat(device.rig.head().macs()).containsExactly("02:00:5E:00:00:01");
    }

    @Test
    void aDeviceThatIsToRestartFirstIsReadBefore() {
        var device = sibling();
        device.rig.order(new TaskSpec.Reboot());

        assertThat(device.session("0 BOOTSTRAP")).containsExactly("GetParameterValues", "Reboot");
        assertThat(device.rig.head().macs()).containsExactly("02:00:5E:00:00:01");
    }

    // One set for all

    @Test
    void aRefusedValueDoesNotKeepANewInstanceFromItsOwn() {
        for (boolean namesCulprits : List.of(true, false)) {
            var device = sibling();
            device.namesCulprits = namesCulprits;
            device.refused.put("Device.WiFi.SSID.1.SSID", 9007);

            device.session("0 BOOTSTRAP");

            assertThat(device.values)
                    .containsEntry(TABLE + "11.Port", "90")
                    .containsEntry("Device.Time.NTPServer1", "ntp.example")
                    .containsEntry("Device.WiFi.SSID.1.SSID", "factory");
            assertThat(device.rig.compliance.entry("Device.WiFi.SSID.1.SSID"))
                    .isNotNull()
                    .matches(entry -> entry.kind() == Compliance.Kind.REFUSED && entry.code() == 9007);
            assertThat(device.requests.stream().filter(AddObject.class::isInstance))
                    .hasSize(1);
        }
    }

    @Test
    void aNewInstanceThatIsRefusedItsValuesDoesNotKeepOthersFromTheirs() {
        var device = sibling();
        device.refused.put(TABLE + "11.Port", 9007);

        device.session("0 BOOTSTRAP");

        assertThat(device.values)
                .containsEntry("Device.Time.NTPServer1", "ntp.example")
                .containsEntry("Device.WiFi.SSID.1.SSID", "home");
        assertThat(device.rig.tasks.values())
                .filteredOn(task -> task.currentSpec() instanceof TaskSpec.AddObject)
                .singleElement()
                .matches(task -> task.status() == TaskStatus.FAILED);
    }

    @Test
    void theOutcomeOfATaskTellsOfItsOwnValuesOnly() {
        var device = sibling();

        device.session("0 BOOTSTRAP");

        assertThat(device.rig.tasks.values())
                .filteredOn(task -> task.currentSpec() instanceof TaskSpec.AddObject)
                .singleElement()
                .satisfies(task -> assertThat(task.outcome().values())
                        .extracting(value -> value.path())
                        .containsExactlyInAnyOrder(TABLE + "11.Port", TABLE + "11.Protocol", TABLE + "11.Enable"));
    }

    @Test
    void whatIsAppliedAtTheNextBootIsPendingForAllThatWasSet() {
        var device = sibling();
        device.removePolicy("firmware");
        device.setStatus = 1;

        device.session("0 BOOTSTRAP");

        assertThat(state(device)).isEqualTo(Settled.State.PENDING);
        device.session("1 BOOT");
        assertThat(state(device)).isEqualTo(Settled.State.IN_SYNC);
    }

    @Test
    void ofTwoInstancesTheLastBringsTheOtherValues() {
        var device = sibling();
        device.policy(
                "more",
                "{'match': {'tags': ['new']}, 'objects': [{'path': 'Device.NAT.PortMapping.', 'keys': {'Port': 91}}]}");

        assertThat(device.session("0 BOOTSTRAP"))
                .containsSubsequence("AddObject", "SetParameterValues", "AddObject", "SetParameterValues", "Download")
                .filteredOn(rpc -> rpc.equals("SetParameterValues"))
                .hasSize(2);
        var last = device.requests.stream()
                .filter(SetParameterValues.class::isInstance)
                .map(SetParameterValues.class::cast)
                .reduce((one, other) -> other)
                .orElseThrow();
        assertThat(last.parameterList())
                .extracting(value -> value.name())
                .contains("Device.WiFi.SSID.1.SSID", "Device.Time.NTPServer1");
        assertThat(device.values).containsEntry(TABLE + "11.Port", "91").containsEntry(TABLE + "12.Port", "90");
    }

    // Instances that are made

    @Test
    void anAnswerThatIsLostLeavesOneInstanceWhetherItWasMadeOrNot() {
        for (boolean ignoresKey : List.of(true, false)) {
            for (boolean isMade : List.of(true, false)) {
                var device = sibling();
                device.ignoresParameterKey = ignoresKey;
                device.sessionLostAt(AddObject.class, isMade, "0 BOOTSTRAP");

                device.session("0 BOOTSTRAP");

                assertAsWanted(device);
                assertThat(device.rig.tree.instances(TABLE)).containsExactly("1", "11");
            }
        }
    }

    @Test
    void aTableThatThisSessionHasNotReadIsCounted() {
        var device = sibling();
        device.ignoresParameterKey = true;
        device.session("0 BOOTSTRAP");
        device.policy(
                "more",
                "{'objects': [{'path': 'Device.NAT.PortMapping.', 'keys': {'Port': 91, 'Protocol': 'TCP'}, 'values': {'Enable': '1'}}]}");

        assertThat(device.session("2 PERIODIC"))
                .containsExactly("GetParameterNames", "AddObject", "SetParameterValues");
        assertThat(device.values).containsEntry(TABLE + "12.Port", "91");
    }

    @Test
    void aTableThatShowedNothingIsCountedBeforeItsFirstInstanceIsMade() {
        var device = sibling();
        device.values.keySet().removeIf(path -> path.startsWith(TABLE));

        assertThat(device.session("0 BOOTSTRAP"))
                .containsExactly(
                        "GetParameterValues",
                        "GetParameterNames",
                        "AddObject",
                        "GetParameterValues",
                        "SetParameterValues",
                        "Download");
        assertAsWanted(device);
    }

    @Test
    void whatATagBringsIsSetWithAllElseAndTheTagPutOnThen() {
        var device = sibling();
        device.sessionLostAt(SetParameterValues.class, true, "0 BOOTSTRAP");
        assertThat(device.rig.registration.tags()).isEmpty();

        device.session("0 BOOTSTRAP");

        assertAsWanted(device);
        assertThat(device.rig.tree.instances(TABLE)).containsExactly("1", "11");
    }

    @Test
    void valuesThatPoliciesOfNowAndOfTheNewTagWantOtherwiseEndAsTheTagsPolicyHasThem() {
        var device = sibling();
        device.policy(
                "time-of-new",
                "{'weight': 5, 'match': {'tags': ['new']}, 'values': {'Device.Time.NTPServer1': 'other.example'}}");

        device.session("0 BOOTSTRAP");

        assertThat(device.values)
                .containsAllEntriesOf(
                        Map.of("Device.Time.NTPServer1", "other.example", "Device.WiFi.SSID.1.SSID", "home"));
    }
}

package org.reactiveacs.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reactiveacs.device.Compliance;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Registration.Variable;
import org.reactiveacs.device.Settled;
import org.reactiveacs.device.Subscription;
import org.reactiveacs.device.Succession;
import org.reactiveacs.policy.desired.PolicySet;
import org.reactiveacs.task.TaskStatus;

/** What sessions do for policies, message by message. */
class PoliciesInSessionsTest {

    private final PolicyRig device = new PolicyRig();

    private Settled.State state() {
        return device.rig.head().standing().settled().state();
    }

    @Test
    void aDeviceGetsWhatItLacksInTwoRequestsAndThenNone() {
        device.values.put("Device.Time.NTPServer1", "old.example");
        device.values.put("Device.Time.NTPServer2", "same.example");
        device.policy(
                "ntp",
                "{'values': {'Device.Time.NTPServer1': 'ntp.example', 'Device.Time.NTPServer2': 'same.example'}}");

        assertThat(device.session("0 BOOTSTRAP")).containsExactly("GetParameterValues", "SetParameterValues");
        assertThat(device.setValues()).isEqualTo(Map.of("Device.Time.NTPServer1", "ntp.example"));
        assertThat(state()).isEqualTo(Settled.State.IN_SYNC);

        assertThat(device.session("2 PERIODIC")).isEmpty();
        assertThat(device.session("2 PERIODIC")).isEmpty();
    }

    @Test
    void anOrdinaryVisitDoesNotUnpackTheParameters() {
        device.values.put("Device.Time.NTPServer1", "old.example");
        device.policy("ntp", "{'values': {'Device.Time.NTPServer1': 'ntp.example'}}");
        device.session("0 BOOTSTRAP");
        device.session("2 PERIODIC");
        int before = device.rig.treeLoads;

        device.session("2 PERIODIC");
        device.session("1 BOOT");

        assertThat(device.rig.treeLoads).isEqualTo(before);
    }

    @Test
    void aDeviceWithoutPoliciesIsLeftAlone() {
        device.policy("others", "{'match': {'oui': 'FFFFFF'}, 'values': {'Device.X': '1'}}");

        assertThat(device.session("0 BOOTSTRAP")).isEmpty();
        assertThat(device.rig.treeLoads).isZero();
        assertThat(state()).isEqualTo(Settled.State.NONE);
    }

    @Test
    void whatIsOptionalIsWantedOnlyWhereTheDeviceHasIt() {
        device.aliases("{'box.led': [{'softwareVersion': '>=2', 'path': 'Device.LED.On'}]}");
        device.values.put("Device.X", "1");
        device.refused.put("Device.Unheard", 9005);
        device.refused.put("Device.Some.Password", 9005);
        device.policy(
                "some",
                "{'values': {'Device.X': '2', 'Device.Missing': '1', 'box.led': '1',"
                        + " 'Device.Some.Password': {'value': '1', 'type': 'string'}},"
                        + " 'notifications': {'Device.X': 2, 'Device.Unheard': 2, 'Device.Missing': 1},"
                        + " 'optional': ['Device.Missing', 'box.*', 'Device.Unheard', 'Device.Some.*']}");

        device.session("0 BOOTSTRAP");

        assertThat(device.values).containsEntry("Device.X", "2").doesNotContainKey("Device.Missing");
        assertThat(device.notifications).isEqualTo(Map.of("Device.X", 2));
        assertThat(state()).isEqualTo(Settled.State.IN_SYNC);
        assertThat(device.session("2 PERIODIC")).isEmpty();

        device.values.put("Device.DeviceInfo.SoftwareVersion", "2.0");
        device.values.put("Device.LED.On", "0");
        device.values.put("Device.Missing", "0");
        device.session("1 BOOT");
        assertThat(device.values).containsEntry("Device.Missing", "1").containsEntry("Device.LED.On", "1");
        assertThat(state()).isEqualTo(Settled.State.IN_SYNC);
    }

    @Test
    void anOptionalValueThatTheDeviceRefusesIsATroubleAllTheSame() {
        device.values.put("Device.X", "1");
        device.refused.put("Device.X", 9007);
        device.policy("some", "{'values': {'Device.X': '2'}, 'optional': ['Device.X']}");

        device.session("0 BOOTSTRAP");

        assertThat(state()).isEqualTo(Settled.State.PENDING);
        assertThat(device.rig.compliance.entry("Device.X")).isNotNull().matches(entry -> entry.code() == 9007);
    }

    @Test
    void aChangedPolicyIsSetInTheNextSession() {
        device.values.put("Device.X", "1");
        device.policy("x", "{'values': {'Device.X': '2'}}");
        device.session("0 BOOTSTRAP");

        device.policy("x", "{'values': {'Device.X': '3'}}");

        assertThat(device.session("2 PERIODIC")).containsExactly("SetParameterValues");
        assertThat(device.values).containsEntry("Device.X", "3");
    }

    @Test
    void aDeviceThatWasResetIsBackAfterOneSession() {
        device.values.put("Device.X", "1");
        device.policy("x", "{'values': {'Device.X': '2'}}");
        device.session("0 BOOTSTRAP");
        device.values.put("Device.X", "1");
        device.values.put("Device.ManagementServer.ParameterKey", "");

        assertThat(device.session("0 BOOTSTRAP")).containsExactly("GetParameterValues", "SetParameterValues");
        assertThat(device.values).containsEntry("Device.X", "2");
    }

    @Test
    void aSecretThatReadsBackEmptyIsSetOnceAndAgainOnlyWhenItMayBeLost() {
        var path = "Device.WiFi.AccessPoint.1.Security.KeyPassphrase";
        device.values.put(path, "factory");
        device.hidden.add(path);
        device.policy("wifi", "{'values': {'" + path + "': 'a long secret'}}");

        device.session("0 BOOTSTRAP");
        assertThat(device.setValues()).containsEntry(path, "a long secret");
        assertThat(device.session("2 PERIODIC")).isEmpty();

        device.values.put("Device.DeviceInfo.SoftwareVersion", "1.1");
        assertThat(device.session("1 BOOT")).doesNotContain("SetParameterValues");

        device.policy("wifi", "{'values': {'" + path + "': 'another secret'}}");
        device.session("2 PERIODIC");
        assertThat(device.setValues()).containsEntry(path, "another secret");

        device.values.put("Device.ManagementServer.ParameterKey", "somebody else's");
        device.session("2 PERIODIC");
        assertThat(device.setValues()).containsEntry(path, "another secret");

        device.values.put("Device.ManagementServer.ParameterKey", "");
        device.session("0 BOOTSTRAP");
        assertThat(device.setValues()).containsEntry(path, "another secret");
    }

    @Test
    void theMarkOfASecretIsNotTheSecret() {
        var path = "Device.Users.User.1.Password";
        device.values.put(path, "");
        device.policy("user", "{'values': {'" + path + "': 'hush'}}");
        device.session("0 BOOTSTRAP");

        assertThat(device.rig.compliance.toString()).contains(path).doesNotContain("hush");
    }

    @Test
    void valuesCompareAsTheirTypeGoes() {
        device.values.put("Device.X.MACAddress", "AA:BB:CC:00:11:22");
        device.values.put("Device.X.Port", "080");
        device.policy(
                "same",
                "{'values': {'Device.X.MACAddress': 'aa-bb-cc-00-11-22', 'Device.X.Port': {'value': 80, 'type': 'unsignedInt'}}}");

        assertThat(device.session("0 BOOTSTRAP")).containsExactly("GetParameterValues");
        assertThat(state()).isEqualTo(Settled.State.IN_SYNC);
    }

    @Test
    void aRefusedValueIsReportedAndTheOthersAreSet() {
        device.values.put("Device.Good", "1");
        device.values.put("Device.Bad", "1");
        device.refused.put("Device.Bad", 9007);
        device.policy("both", "{'values': {'Device.Good': '2', 'Device.Bad': '2'}}");

        assertThat(device.session("0 BOOTSTRAP"))
                .containsExactly("GetParameterValues", "SetParameterValues", "SetParameterValues");

        assertThat(device.values).containsEntry("Device.Good", "2").containsEntry("Device.Bad", "1");
        assertThat(state()).isEqualTo(Settled.State.PENDING);
        assertThat(device.rig.compliance.entry("Device.Bad")).isNotNull().matches(entry -> entry.code() == 9007);
        assertThat(device.session("2 PERIODIC")).isEmpty();
    }

    @Test
    void aRefusedValueIsTriedAgainLaterAndThenNoMore() {
        device.values.put("Device.Bad", "1");
        device.refused.put("Device.Bad", 9002);
        device.policy("bad", "{'values': {'Device.Bad': '2'}}");
        device.session("0 BOOTSTRAP");

        device.rig.now = device.rig.now.plus(Duration.ofHours(1));
        assertThat(device.session("2 PERIODIC")).containsExactly("SetParameterValues");
        device.rig.now = device.rig.now.plus(Duration.ofDays(1));
        assertThat(device.session("2 PERIODIC")).containsExactly("SetParameterValues");

        assertThat(state()).isEqualTo(Settled.State.CONFLICT);
        device.rig.now = device.rig.now.plus(Duration.ofDays(30));
        assertThat(device.session("2 PERIODIC")).isEmpty();
        assertThat(device.rig.events).anyMatch(event -> event.type().name().equals("POLICY_CONFLICT"));

        device.refused.clear();
        device.policy("bad", "{'values': {'Device.Bad': '3'}}");
        assertThat(device.session("2 PERIODIC")).containsExactly("SetParameterValues");
        assertThat(state()).isEqualTo(Settled.State.IN_SYNC);
    }

    @Test
    void whereTheDeviceNamesNoCulpritEachValueIsTriedAlone() {
        for (var name : List.of("A", "B", "C")) {
            device.values.put("Device." + name, "1");
        }
        device.refused.put("Device.B", 9003);
        device.namesCulprits = false;
        device.policy("abc", "{'values': {'Device.A': '2', 'Device.B': '2', 'Device.C': '2'}}");

        device.session("0 BOOTSTRAP");

        assertThat(device.values)
                .containsEntry("Device.A", "2")
                .containsEntry("Device.B", "1")
                .containsEntry("Device.C", "2");
    }

    @Test
    void aParameterThatIsNotThereIsAConflictUntilOtherFirmwareRuns() {
        device.policy("none", "{'values': {'Device.NotThere': '2'}}");

        device.session("0 BOOTSTRAP");
        assertThat(state()).isEqualTo(Settled.State.CONFLICT);
        assertThat(device.session("2 PERIODIC")).isEmpty();

        device.values.put("Device.NotThere", "1");
        device.values.put("Device.DeviceInfo.SoftwareVersion", "2.0");
        assertThat(device.session("1 BOOT")).containsExactly("GetParameterValues", "SetParameterValues");
        assertThat(state()).isEqualTo(Settled.State.IN_SYNC);
    }

    @Test
    void aValueThatNeverSticksIsGivenUpAfterThreeTimes() {
        device.values.put("Device.Loose", "1");
        device.policy("loose", "{'values': {'Device.Loose': '2'}, 'freshness': {'Device.': '5m'}}");

        for (int i = 0; i < 3; i++) {
            assertThat(device.session("2 PERIODIC")).contains("SetParameterValues");
            device.values.put("Device.Loose", "1");
        }

        assertThat(device.session("2 PERIODIC")).doesNotContain("SetParameterValues");
        assertThat(state()).isEqualTo(Settled.State.PENDING);
        assertThat(device.rig.head().standing().settled().recheckAt()).isNotNull();
    }

    @Test
    void theHeavierPolicyWinsAndEqualOnesAreAConflict() {
        device.values.put("Device.X", "1");
        device.policy("light", "{'weight': 1, 'values': {'Device.X': 'light'}}");
        device.policy("heavy", "{'weight': 2, 'values': {'Device.X': 'heavy'}}");

        device.session("0 BOOTSTRAP");
        assertThat(device.values).containsEntry("Device.X", "heavy");
        assertThat(state()).isEqualTo(Settled.State.IN_SYNC);

        device.policy("light", "{'weight': 2, 'values': {'Device.X': 'light'}}");
        device.session("2 PERIODIC");
        assertThat(device.values).containsEntry("Device.X", "heavy");
        assertThat(state()).isEqualTo(Settled.State.CONFLICT);
    }

    @Test
    void anInstanceIsMadeOnceWithItsValuesAndKept() {
        device.policy(
                "nat",
                "{'objects': [{'path': 'Device.NAT.PortMapping.', 'keys': {'Port': 8080, 'Protocol': 'TCP'}, 'values': {'Enable': true}}]}");

        assertThat(device.session("0 BOOTSTRAP"))
                .startsWith("GetParameterValues")
                .containsOnlyOnce("AddObject", "SetParameterValues");
        assertThat(device.values)
                .containsEntry("Device.NAT.PortMapping.11.Port", "8080")
                .containsEntry("Device.NAT.PortMapping.11.Protocol", "TCP");
        assertThat(state()).isEqualTo(Settled.State.IN_SYNC);
        assertThat(device.session("2 PERIODIC")).isEmpty();

        device.policy(
                "nat",
                "{'objects': [{'path': 'Device.NAT.PortMapping.', 'keys': {'Port': 8080, 'Protocol': 'TCP'}, 'values': {'Enable': '0'}}]}");
        assertThat(device.session("2 PERIODIC")).containsExactly("SetParameterValues");
        assertThat(device.values).containsEntry("Device.NAT.PortMapping.11.Enable", "0");
    }

    @Test
    void anInstanceThatMustNotBeThereIsDeleted() {
        device.values.put("Device.NAT.PortMapping.3.Port", "23");
        device.values.put("Device.NAT.PortMapping.4.Port", "80");
        device.policy(
                "notelnet",
                "{'objects': [{'path': 'Device.NAT.PortMapping', 'keys': {'Port': 23}, 'ensure': 'absent'}]}");

        assertThat(device.session("0 BOOTSTRAP")).containsExactly("GetParameterValues", "DeleteObject");
        assertThat(device.values)
                .containsKey("Device.NAT.PortMapping.4.Port")
                .doesNotContainKey("Device.NAT.PortMapping.3.Port");
        assertThat(device.session("2 PERIODIC")).isEmpty();
    }

    @Test
    void aStarStandsForAllInstances() {
        device.values.put("Device.WiFi.SSID.1.Enable", "0");
        device.values.put("Device.WiFi.SSID.7.Enable", "0");
        device.policy("on", "{'values': {'Device.WiFi.SSID.*.Enable': '1'}}");

        assertThat(device.session("0 BOOTSTRAP")).containsExactly("GetParameterValues", "SetParameterValues");
        assertThat(device.setValues()).containsOnlyKeys("Device.WiFi.SSID.1.Enable", "Device.WiFi.SSID.7.Enable");
        assertThat(device.session("2 PERIODIC")).isEmpty();
    }

    @Test
    void expressionsGiveEachDeviceItsOwn() {
        device.values.put("Device.WiFi.SSID.1.SSID", "factory");
        device.values.put("Device.Plan", "none");
        device.groups.put("gold", Map.of("plan", "1000M"));
        device.rig.registration =
                device.rig.registration.tagged("gold").withVariable("name", new Variable("Anna", false));
        device.policy(
                "own",
                "{'values': {'Device.WiFi.SSID.1.SSID': {'cel': '\\\"net-\\\" + device.serialNumber + \\\"-\\\" + vars.name'}, 'Device.Plan': {'cel': 'vars.plan'}}}");

        device.session("0 BOOTSTRAP");

        assertThat(device.values)
                .containsEntry("Device.WiFi.SSID.1.SSID", "net-1-Anna")
                .containsEntry("Device.Plan", "1000M");
    }

    @Test
    void whenReadsWhatItNamesAndDecides() {
        device.values.put("Device.Mode", "bridge");
        device.values.put("Device.X", "1");
        device.policy(
                "router", "{'when': 'params[\\\"Device.Mode\\\"] == \\\"router\\\"', 'values': {'Device.X': '2'}}");

        assertThat(device.session("0 BOOTSTRAP")).containsExactly("GetParameterValues");
        assertThat(device.values).containsEntry("Device.X", "1");

        device.policy(
                "router", "{'when': 'params[\\\"Device.Mode\\\"] == \\\"bridge\\\"', 'values': {'Device.X': '2'}}");
        device.session("2 PERIODIC");
        assertThat(device.values).containsEntry("Device.X", "2");
    }

    @Test
    void anExpressionThatFailsIsShownAndHarmsNoOther() {
        device.values.put("Device.X", "1");
        device.policy("broken", "{'values': {'Device.Y': {'cel': 'vars.missing'}}}");
        device.policy("good", "{'values': {'Device.X': '2'}}");

        device.session("0 BOOTSTRAP");

        assertThat(device.values).containsEntry("Device.X", "2");
        assertThat(state()).isEqualTo(Settled.State.CONFLICT);
    }

    @Test
    void aWindowKeepsChangesToItsHours() {
        device.values.put("Device.X", "1");
        var hour = device.rig.now.atZone(java.time.ZoneOffset.UTC).getHour();
        var window = String.format("%02d:00-%02d:00 UTC", (hour + 3) % 24, (hour + 4) % 24);
        device.policy("night", "{'window': '" + window + "', 'values': {'Device.X': '2'}}");

        assertThat(device.session("0 BOOTSTRAP")).isEmpty();
        device.rig.now = device.rig.now.plus(Duration.ofHours(3));
        device.session("2 PERIODIC");

        assertThat(device.values).containsEntry("Device.X", "2");
    }

    @Test
    void aPolicyForAnEventCountsInSuchSessionsOnly() {
        device.values.put("Device.X", "1");
        device.policy("boot", "{'match': {'events': ['1 BOOT']}, 'values': {'Device.X': '2'}}");

        assertThat(device.session("2 PERIODIC")).isEmpty();
        device.session("1 BOOT");

        assertThat(device.values).containsEntry("Device.X", "2");
    }

    @Test
    void tagsArePutOnAndBringOtherPolicies() {
        device.values.put("Device.X", "1");
        device.policy("tag", "{'match': {'events': ['0 BOOTSTRAP']}, 'tags': {'add': ['new'], 'remove': ['old']}}");
        device.policy("new", "{'match': {'tags': ['new']}, 'values': {'Device.X': '2'}}");
        device.rig.registration = device.rig.registration.tagged("old");

        device.session("0 BOOTSTRAP");

        assertThat(device.rig.registration.tags()).containsExactly("new");
        assertThat(device.values).containsEntry("Device.X", "2");
    }

    @Test
    void whatPoliciesOfANewTagWantIsReadAndSetWithAllElse() {
        device.values.put("Device.X", "1");
        device.values.put("Device.Y", "1");
        device.policy(
                "tag", "{'match': {'events': ['0 BOOTSTRAP']}, 'values': {'Device.Y': '2'}, 'tags': {'add': ['new']}}");
        device.policy("new", "{'match': {'tags': ['new']}, 'values': {'Device.X': '2'}}");

        assertThat(device.session("0 BOOTSTRAP")).containsExactly("GetParameterValues", "SetParameterValues");
        assertThat(device.values).containsEntry("Device.X", "2").containsEntry("Device.Y", "2");
    }

    @Test
    void aNewInstanceIsNotReadWhereOthersTellOfWhatTypesItIs() {
        device.values.put("Device.NAT.PortMapping.3.Port", "23");
        device.values.put("Device.NAT.PortMapping.3.Protocol", "UDP");
        device.policy(
                "web",
                "{'objects': [{'path': 'Device.NAT.PortMapping', 'keys': {'Port': 8080}, 'values': {'Protocol': 'TCP'}}]}");

        assertThat(device.session("0 BOOTSTRAP"))
                .containsExactly("GetParameterValues", "AddObject", "SetParameterValues");
        assertThat(device.values)
                .containsEntry("Device.NAT.PortMapping.11.Port", "8080")
                .containsEntry("Device.NAT.PortMapping.11.Protocol", "TCP");
        assertThat(device.session("2 PERIODIC")).isEmpty();
    }

    @Test
    void aNameStandsForTheParameterOfTheDevicesModel() {
        device.values.put("Device.Time.NTPServer1", "old.example");
        device.values.put("Device.WiFi.SSID.1.SSID", "factory");
        device.policy(
                "named",
                "{'when': 'params[\\\"wifi.24.ssid\\\"] == \\\"factory\\\"', 'values': {'time.ntp1': 'ntp.example'}}");

        device.session("0 BOOTSTRAP");

        assertThat(device.values).containsEntry("Device.Time.NTPServer1", "ntp.example");
    }

    @Test
    void notificationsAreSetOnce() {
        device.values.put("Device.X", "1");
        device.policy("notify", "{'notifications': {'Device.X': 2}}");

        assertThat(device.session("0 BOOTSTRAP")).containsExactly("SetParameterAttributes");
        assertThat(device.notifications).containsEntry("Device.X", 2);
        assertThat(device.session("2 PERIODIC")).isEmpty();
    }

    @Test
    void whatIsAppliedAtTheNextBootIsPendingUntilThen() {
        device.values.put("Device.X", "1");
        device.setStatus = 1;
        device.policy("x", "{'values': {'Device.X': '2'}}");

        device.session("0 BOOTSTRAP");
        assertThat(state()).isEqualTo(Settled.State.PENDING);
        assertThat(device.session("2 PERIODIC")).isEmpty();

        assertThat(device.session("1 BOOT")).containsExactly("GetParameterValues");
        assertThat(state()).isEqualTo(Settled.State.IN_SYNC);
    }

    @Test
    void aTaskIsOrderedOnceForEachDevice() {
        device.policy("hello", "{'tasks': [{'task': {'kind': 'reboot'}}]}");

        assertThat(device.session("0 BOOTSTRAP")).containsExactly("Reboot");
        assertThat(device.session("1 BOOT")).isEmpty();
        assertThat(device.rig.tasks.values())
                .singleElement()
                .matches(task ->
                        task.status() == TaskStatus.DONE && task.order().by().equals("policy hello"));
    }

    @Test
    void aTaskAfterAChangeIsOrderedWhenSomethingWasChanged() {
        device.values.put("Device.X", "1");
        device.policy("x", "{'values': {'Device.X': '2'}, 'tasks': [{'task': {'kind': 'reboot'}, 'after': 'change'}]}");

        assertThat(device.session("0 BOOTSTRAP")).containsExactly("GetParameterValues", "SetParameterValues", "Reboot");
        assertThat(device.session("1 BOOT")).isEmpty();
        assertThat(device.session("2 PERIODIC")).isEmpty();
    }

    @Test
    void firmwareIsOrderedOnceAndAwaited() {
        device.policy("fw", "{'firmware': {'version': '2.0', 'url': 'http://files.example/2.0.bin'}}");

        assertThat(device.session("0 BOOTSTRAP")).containsExactly("Download");
        assertThat(state()).isEqualTo(Settled.State.PENDING);
        assertThat(device.session("2 PERIODIC")).isEmpty();

        device.values.put("Device.DeviceInfo.SoftwareVersion", "2.0");
        assertThat(device.session("1 BOOT")).isEmpty();
        assertThat(state()).isEqualTo(Settled.State.IN_SYNC);
        assertThat(device.rig.tasks.values()).singleElement().matches(task -> task.status() == TaskStatus.DONE);
    }

    @Test
    void aRemovedPolicyLeavesNothingBehind() {
        device.values.put("Device.X", "1");
        device.policy("x", "{'values': {'Device.X': '2'}}");
        device.session("0 BOOTSTRAP");

        device.removePolicy("x");
        device.session("2 PERIODIC");

        assertThat(device.rig.head().standing().settled()).isEqualTo(Settled.NONE);
    }

    @Test
    void whatASessionDoesNotWantIsRememberedForThoseThatDo() {
        device.values.put("Device.Some.Password", "");
        device.hidden.add("Device.Some.Password");
        device.policy("boot", "{'match': {'events': '1 BOOT'}, 'values': {'Device.Some.Password': 'p'}}");
        device.session("1 BOOT");

        assertThat(device.session("2 PERIODIC")).isEmpty();

        assertThat(device.session("1 BOOT")).isEmpty();
    }

    @Test
    void whatWasDoneOnceIsNotDoneAgainForAPolicyThatWasNotMeantForTheDeviceMeanwhile() {
        device.values.put("Device.X", "1");
        device.rig.registration = device.rig.registration.tagged("pilot");
        device.policy(
                "once",
                "{'match': {'tags': 'pilot'}, 'tasks': [{'task': {'kind': 'getParameterValues', 'paths': ['Device.X']}}]}");
        assertThat(device.session("2 PERIODIC")).containsExactly("GetParameterValues");

        device.rig.registration = device.rig.registration.untagged("pilot");
        device.session("2 PERIODIC");
        device.rig.registration = device.rig.registration.tagged("pilot");

        assertThat(device.session("2 PERIODIC")).isEmpty();
    }

    @Test
    void whatIsKnownOfRemovedPoliciesIsForgottenWithThem() {
        device.values.put("Device.X", "1");
        device.values.put("Device.Y", "1");
        device.refused.put("Device.Y", 9007);
        device.policy("x", "{'values': {'Device.X': '2'}}");
        device.policy("y", "{'values': {'Device.Y': '2'}}");
        device.policy("z", "{'tasks': [{'task': {'kind': 'getParameterValues', 'paths': ['Device.X']}}]}");
        device.session("0 BOOTSTRAP");

        device.removePolicy("y");
        device.session("2 PERIODIC");

        assertThat(device.rig.compliance.entries()).doesNotContainKey("Device.Y");
        device.removePolicy("x");
        device.session("2 PERIODIC");
        assertThat(device.rig.compliance.entries().keySet()).allMatch(subject -> subject.startsWith("task"));
    }

    @Test
    void whatWasOrderedIsRememberedForAnHourForNodesThatDoNotKnowThePolicyYet() {
        device.values.put("Device.X", "1");
        device.policy("once", "{'tasks': [{'task': {'kind': 'getParameterValues', 'paths': ['Device.X']}}]}");
        device.session("2 PERIODIC");

        device.removePolicy("once");
        device.session("2 PERIODIC");
        assertThat(device.rig.compliance.entry("task 1 of once")).isNotNull();
        device.rig.now = device.rig.now.plus(Duration.ofHours(1));
        device.session("2 PERIODIC");

        assertThat(device.rig.compliance).isEqualTo(Compliance.NONE);
        assertThat(device.rig.head().standing().settled()).isEqualTo(Settled.NONE);
    }

    @Test
    void manyPoliciesAreMatchedOnceForAllDevicesThatAreAlike() {
        for (int i = 0; i < 1000; i++) {
            device.policy(
                    "p" + i, "{'match': {'oui': '" + String.format("%06X", i) + "'}, 'values': {'Device.X': '2'}}");
        }
        device.values.put("Device.X", "1");
        device.policy("x", "{'values': {'Device.X': '2'}}");
        device.session("0 BOOTSTRAP");
        var head = device.rig.head();

        var first = device.policies().match(head, device.rig.registration);

        assertThat(first.names()).containsExactly("x");
        assertThat(device.policies().match(head, device.rig.registration)).isSameAs(first);
        assertThat(PolicySet.NONE.match(head, device.rig.registration).isNone()).isTrue();
    }

    @Test
    void aChangeOfTheSubscriberIsSetAtTheNextVisit() {
        device.values.put("Device.X", "");
        device.policy("x", "{'values': {'Device.X': {'cel': 'device.subscriber + vars.plan'}}}");
        device.rig.registration = device.rig.registration.subscribed(
                new Subscription("anna/", 1, Map.of("plan", new Variable("gold", false))));
        device.session("0 BOOTSTRAP");
        assertThat(device.values).containsEntry("Device.X", "anna/gold");
        assertThat(device.session("2 PERIODIC")).isEmpty();

        device.rig.registration = device.rig.registration.subscribed(
                new Subscription("anna/", 2, Map.of("plan", new Variable("silver", true))));

        assertThat(device.session("2 PERIODIC")).containsExactly("SetParameterValues");
        assertThat(device.values).containsEntry("Device.X", "anna/silver");
        int before = device.rig.treeLoads;
        assertThat(device.session("2 PERIODIC")).isEmpty();
        assertThat(device.rig.treeLoads).isEqualTo(before);
        device.rig.registration = device.rig.registration.withVariable("plan", new Variable("own", false));
        assertThat(device.session("2 PERIODIC")).containsExactly("SetParameterValues");
        assertThat(device.values).containsEntry("Device.X", "anna/own");
    }

    @Test
    void whatComesOfWhatPoliciesWantIsCounted() {
        device.values.put("Device.X", "1");
        device.values.put("Device.Y", "1");
        device.refused.put("Device.Y", 9007);
        device.policy("some", "{'values': {'Device.X': '2', 'Device.Y': '2', 'Device.Missing': '2'}}");

        device.session("0 BOOTSTRAP");

        assertThat(device.rig.outcomes).containsExactlyInAnyOrder("done", "refused", "missing");
        device.setStatus = 1;
        device.policy("some", "{'values': {'Device.X': '3'}}");
        device.session("2 PERIODIC");
        assertThat(device.rig.outcomes).endsWith("later");
    }

    @Test
    void aRetiredDeviceIsLetInAndNothingIsDoneForIt() {
        device.values.put("Device.X", "1");
        device.policy("x", "{'values': {'Device.X': '2'}}");
        device.session("0 BOOTSTRAP");
        device.values.put("Device.X", "1");
        device.rig.registration = device.rig.registration.retired(
                new Succession.Retirement(device.rig.now, "tester", DeviceId.of("00D09E-2"), "", true));

        assertThat(device.session("0 BOOTSTRAP")).isEmpty();

        assertThat(device.values).containsEntry("Device.X", "1");
        assertThat(state()).isEqualTo(Settled.State.NONE);
    }
}

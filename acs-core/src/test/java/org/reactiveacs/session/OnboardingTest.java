package org.reactiveacs.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reactiveacs.device.Settled;
import org.reactiveacs.policy.expression.Server;

/** What devices are told of this server by the policies that every store holds. */
class OnboardingTest {

    private static final String STUN = "Device.ManagementServer.STUN";

    private final PolicyRig device = new PolicyRig();

    private Settled.State state() {
        return device.rig.head().standing().settled().state();
    }

    private void offerStun() {
        for (var name : new String[] {"Enable", "ServerAddress", "ServerPort", "Username", "Password"}) {
            device.values.put(STUN + name, "");
        }
        device.hidden.add(STUN + "Password");
        device.values.put(STUN + "MinimumKeepAlivePeriod", "30");
        device.values.put(STUN + "MaximumKeepAlivePeriod", "-1");
    }

    @Test
    void aDeviceThatSpeaksStunLearnsWhereTheServerIsAndAPasswordOfItsOwn() throws IOException {
        offerStun();
        device.server(new Server("stun.example.net", 3479, "", List.of()));
        device.shipped("onboarding-stun");

        device.session("0 BOOTSTRAP");

        assertThat(device.setValues())
                .isEqualTo(Map.of(
                        STUN + "ServerAddress", "stun.example.net",
                        STUN + "ServerPort", "3479",
                        STUN + "Username", "00D09E-1",
                        STUN + "Password", "stun of 00D09E-1",
                        STUN + "MaximumKeepAlivePeriod", "60",
                        STUN + "Enable", "true"));
        assertThat(device.session("2 PERIODIC")).isEmpty();
        assertThat(state()).isEqualTo(Settled.State.IN_SYNC);
    }

    @Test
    void aDeviceWithoutStunIsInSyncWithoutIt() throws IOException {
        device.server(new Server("stun.example.net", 3479, "", List.of()));
        device.shipped("onboarding-stun");

        device.session("0 BOOTSTRAP");

        assertThat(device.setValues()).isEmpty();
        assertThat(state()).isEqualTo(Settled.State.IN_SYNC);
        assertThat(device.session("2 PERIODIC")).isEmpty();
    }

    @Test
    void nobodyIsToldOfServersThatThereAreNot() throws IOException {
        offerStun();
        device.values.put("Device.XMPP.Connection.1.Enable", "0");
        device.shipped("onboarding-stun");
        device.shipped("onboarding-xmpp");

        device.session("0 BOOTSTRAP");

        assertThat(device.setValues()).isEmpty();
        assertThat(state()).isEqualTo(Settled.State.IN_SYNC);
    }

    @Test
    void aServerThatMovedIsToldAtTheNextVisit() throws IOException {
        offerStun();
        device.server(new Server("old.example.net", 3478, "", List.of()));
        device.shipped("onboarding-stun");
        device.session("0 BOOTSTRAP");

        device.server(new Server("new.example.net", 3478, "", List.of()));

        assertThat(device.session("2 PERIODIC")).containsExactly("SetParameterValues");
        assertThat(device.setValues()).isEqualTo(Map.of(STUN + "ServerAddress", "new.example.net"));
    }

    @Test
    void policiesThatDoNotLookAtTheServerAreNotComparedAgainWhenItMoves() {
        device.values.put("Device.X", "1");
        device.policy("x", "{'values': {'Device.X': '2'}}");
        device.session("0 BOOTSTRAP");
        device.session("2 PERIODIC");
        int before = device.rig.treeLoads;

        device.server(new Server("new.example.net", 3478, "", List.of()));
        device.session("2 PERIODIC");

        assertThat(device.rig.treeLoads).isEqualTo(before);
    }

    @Test
    void aConnectionToXmppIsConfiguredWhereThereIsOneAndNoneIsMade() throws IOException {
        var connection = "Device.XMPP.Connection.1.";
        device.server(new Server("", 0, "acs@xmpp.example.net", List.of()));
        device.shipped("onboarding-xmpp");
        device.values.put("Device.ManagementServer.ConnReqXMPPConnection", "");

        device.session("0 BOOTSTRAP");
        assertThat(device.setValues()).isEmpty();
        assertThat(state()).isEqualTo(Settled.State.IN_SYNC);

        for (var name : new String[] {"Enable", "Username", "Password", "Domain"}) {
            device.values.put(connection + name, "");
        }
        device.values.put("Device.DeviceInfo.SoftwareVersion", "2.0");
        device.session("1 BOOT");
        assertThat(device.setValues())
                .isEqualTo(Map.of(
                        connection + "Enable",
                        "true",
                        connection + "Username",
                        "00D09E-1",
                        connection + "Password",
                        "xmpp of 00D09E-1",
                        connection + "Domain",
                        "xmpp.example.net",
                        "Device.ManagementServer.ConnReqXMPPConnection",
                        "Device.XMPP.Connection.1"));
        assertThat(state()).isEqualTo(Settled.State.IN_SYNC);
    }

    @Test
    void aNewDeviceIsReadWholeOnce() throws IOException {
        for (var name : new String[] {
            "Username",
            "Password",
            "ConnectionRequestUsername",
            "ConnectionRequestPassword",
            "PeriodicInformEnable",
            "PeriodicInformInterval",
            "PeriodicInformTime"
        }) {
            device.values.put("Device.ManagementServer." + name, "");
        }
        device.values.put("Device.Other.Thing", "7");
        device.shipped("onboarding");

        device.session("0 BOOTSTRAP");
        device.session("2 PERIODIC");

        assertThat(device.rig.tree.get("Device.Other.Thing")).isNotNull();
        assertThat(device.rig.registration.tags()).contains("onboarded");
        assertThat(device.session("2 PERIODIC")).isEmpty();
        assertThat(state()).isEqualTo(Settled.State.IN_SYNC);
    }

    @Test
    void aDeviceLearnsFromWhereItMayBeCalledWhereItHasAPlaceForThat() throws IOException {
        var sources = "Device.X_ACME_RemoteManagement.AllowedSources";
        device.example("connreq-sources");
        device.values.put(sources, "");
        device.session("0 BOOTSTRAP");
        assertThat(device.setValues()).as("nothing is said of a pool").isEmpty();

        device.server(new Server("", 0, "", List.of("192.0.2.0/27", "2001:db8:0:7::/64")));
        device.session("2 PERIODIC");

        assertThat(device.setValues()).isEqualTo(Map.of(sources, "192.0.2.0/27,2001:db8:0:7::/64"));
        assertThat(device.session("2 PERIODIC")).isEmpty();
        device.server(new Server("", 0, "", List.of("192.0.2.0/26")));
        device.session("2 PERIODIC");
        assertThat(device.setValues()).isEqualTo(Map.of(sources, "192.0.2.0/26"));
    }
}

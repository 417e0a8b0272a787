package org.reactiveacs.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reactiveacs.cwmp.AddObject;
import org.reactiveacs.cwmp.SetParameterValues;
import org.reactiveacs.device.Settled;

/** Paths of policies that name instances by their alias, message by message. */
class InstancesByAliasTest {

    private final PolicyRig device = new PolicyRig();

    private Settled.State state() {
        return device.rig.head().standing().settled().state();
    }

    /** A device that numbers its instances, as most do. */
    private void numbered() {
        device.values.put("Device.Line.3.Alias", "cpe-3");
        device.values.put("Device.Line.3.Name", "a");
        device.values.put("Device.Line.7.Alias", "wan");
        device.values.put("Device.Line.7.Name", "b");
        device.values.put("Device.Line.7.Peer.2.Alias", "far");
        device.values.put("Device.Line.7.Peer.2.Name", "c");
    }

    @Test
    void aValueIsSetWhereTheAliasIs() {
        numbered();
        device.policy(
                "lines",
                "{'values': {'Device.Line.[wan].Name': 'internet', 'Device.Line.[wan].Peer.[far].Name': 'x'}}");

        device.session("1 BOOT");

        assertThat(device.setValues())
                .isEqualTo(Map.of("Device.Line.7.Name", "internet", "Device.Line.7.Peer.2.Name", "x"));
        assertThat(state()).isEqualTo(Settled.State.IN_SYNC);
        assertThat(device.session("2 PERIODIC")).isEmpty();
    }

    @Test
    void aDeviceThatAddressesByAliasIsAskedAsItSpeaks() {
        device.values.put("Device.Line.[cpe-3].Name", "a");
        device.values.put("Device.Line.[wan].Name", "b");
        device.policy("lines", "{'values': {'Device.Line.[wan].Name': 'internet'}}");

        device.session("1 BOOT");

        assertThat(device.setValues()).isEqualTo(Map.of("Device.Line.[wan].Name", "internet"));
        assertThat(device.session("2 PERIODIC")).isEmpty();
    }

    @Test
    void anAliasThatTheDeviceHasNotIsAConflictUnlessItIsOptional() {
        numbered();
        device.policy("lines", "{'values': {'Device.Line.[voice].Name': 'x'}}");
        device.session("1 BOOT");
        assertThat(state()).isEqualTo(Settled.State.CONFLICT);

        device.policy("lines", "{'values': {'Device.Line.[voice].Name': 'x'}, 'optional': ['Device.Line.*']}");
        device.session("2 PERIODIC");
        assertThat(state()).isEqualTo(Settled.State.IN_SYNC);
    }

    @Test
    void afterAResetTheInstanceIsLookedForAnew() {
        numbered();
        device.policy("lines", "{'values': {'Device.Line.[wan].Name': 'internet'}}");
        device.session("1 BOOT");
        device.values.keySet().removeIf(path -> path.startsWith("Device.Line."));
        device.values.put("Device.Line.1.Alias", "wan");
        device.values.put("Device.Line.1.Name", "b");

        device.session("0 BOOTSTRAP", "1 BOOT");

        assertThat(device.setValues()).isEqualTo(Map.of("Device.Line.1.Name", "internet"));
    }

    @Test
    void anInstanceIsMadeWithItsAliasAndKeptThen() {
        device.policy(
                "ports",
                "{'objects': [{'path': 'Device.NAT.PortMapping.[web].', 'values': {'Port': {'value': 80, 'type': 'unsignedInt'}}}]}");

        device.session("1 BOOT");

        assertThat(device.requests).filteredOn(AddObject.class::isInstance).hasSize(1);
        assertThat(device.requests)
                .filteredOn(SetParameterValues.class::isInstance)
                .isNotEmpty();
        assertThat(device.values).containsEntry("Device.NAT.PortMapping.11.Alias", "web");
        assertThat(device.values).containsEntry("Device.NAT.PortMapping.11.Port", "80");
        assertThat(device.session("2 PERIODIC")).isEmpty();
    }

    @Test
    void objectsMayStandBelowAnAlias() {
        numbered();
        device.policy("peers", "{'objects': [{'path': 'Device.Line.[wan].Peer.[near].', 'values': {'Port': '5'}}]}");

        device.session("1 BOOT");

        assertThat(device.values).containsEntry("Device.Line.7.Peer.11.Alias", "near");
        assertThat(device.values).containsEntry("Device.Line.7.Peer.11.Port", "5");
    }

    @Test
    void whatIsNoAliasIsRefused() {
        assertThatThrownBy(() -> device.policy("p", "{'values': {'Device.Line.[wan.Name': 'x'}}"))
                .hasMessageContaining("otherwise than as [alias]");
        assertThatThrownBy(() -> device.policy("p", "{'values': {'Device.Line.*.Peer.[far].Name': 'x'}}"))
                .hasMessageContaining("has * beside it");
        assertThatThrownBy(() ->
                        device.policy("p", "{'objects': [{'path': 'Device.Line.[wan].', 'keys': {'Alias': 'lan'}}]}"))
                .hasMessageContaining("says the alias already");
    }
}

package org.reactiveacs.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reactiveacs.device.Settled;

/** Parameters that each Inform is to carry, message by message. */
class InformParametersInSessionsTest {

    private static final String TABLE = "Device.ManagementServer.InformParameter.";
    private static final String COUNT = "Device.ManagementServer.InformParameterNumberOfEntries";

    private final PolicyRig device = new PolicyRig();

    InformParametersInSessionsTest() {
        device.values.put(COUNT, "0");
        device.values.put("Device.Mode", "a");
        device.values.put("Device.Mac", "02:00:5E:10:00:01");
        device.values.put("Device.Colour", "red");
    }

    private Settled.State state() {
        return device.rig.head().standing().settled().state();
    }

    private List<String> informed() {
        return device.values.entrySet().stream()
                .filter(entry ->
                        entry.getKey().startsWith(TABLE) && entry.getKey().endsWith(".ParameterName"))
                .map(Map.Entry::getValue)
                .sorted()
                .toList();
    }

    @Test
    void whatPoliciesLookAtComesWithEachInformAndIsNotRead() {
        device.policy("informed", "{'inform': ['watched', 'Device.Mac']}");
        device.policy("blue", "{'when': 'params[\\'Device.Mode\\'] == \\'b\\'', 'values': {'Device.Colour': 'blue'}}");
        device.session("1 BOOT");
        assertThat(informed()).containsExactly("Device.Mac", "Device.Mode");
        assertThat(state()).isEqualTo(Settled.State.IN_SYNC);
        device.session("2 PERIODIC");
        assertThat(device.session("2 PERIODIC")).isEmpty();

        device.values.put("Device.Mode", "b");

        assertThat(device.session("2 PERIODIC")).containsExactly("GetParameterValues", "SetParameterValues");
        assertThat(device.setValues()).isEqualTo(Map.of("Device.Colour", "blue"));
    }

    @Test
    void withoutItNobodyHearsOfTheChange() {
        device.policy("blue", "{'when': 'params[\\'Device.Mode\\'] == \\'b\\'', 'values': {'Device.Colour': 'blue'}}");
        device.session("1 BOOT");
        device.values.put("Device.Mode", "b");

        assertThat(device.session("2 PERIODIC")).isEmpty();
    }

    @Test
    void aDeviceWithoutTheTableIsLeftAlone() {
        device.values.remove(COUNT);
        device.policy("informed", "{'inform': ['Device.Mac']}");

        assertThat(device.session("1 BOOT")).containsOnly("GetParameterValues");
        assertThat(state()).isEqualTo(Settled.State.IN_SYNC);
        assertThat(device.session("2 PERIODIC")).isEmpty();
    }

    @Test
    void whatTheDeviceHasNotIsNotAskedFor() {
        device.policy("informed", "{'inform': ['Device.Missing', 'Device.Mac']}");

        device.session("1 BOOT");

        assertThat(informed()).containsExactly("Device.Mac");
        assertThat(state()).isEqualTo(Settled.State.IN_SYNC);
    }

    @Test
    void whatIsAwaitedAsAChangeIsNotPutIntoEachInform() {
        device.policy("informed", "{'inform': 'watched'}");
        device.policy(
                "moved",
                "{'match': {'changed': ['Device.Mo*']}, 'when': 'params[\\'Device.Mode\\'] == \\'b\\'', 'tags': {'add': ['b']}}");

        device.session("1 BOOT");

        assertThat(informed()).isEmpty();
    }

    @Test
    void onlyPlainParametersMayBeNamed() {
        assertThatThrownBy(() -> device.policy("p", "{'inform': ['Device.X.*.Y']}"))
                .hasMessageContaining("one parameter, and no secret");
        assertThatThrownBy(() -> device.policy("p", "{'inform': ['Device.X.Password']}"))
                .hasMessageContaining("one parameter, and no secret");
        assertThatThrownBy(() -> device.policy("p", "{'inform': ['Device.X.']}"))
                .hasMessageContaining("object");
    }
}

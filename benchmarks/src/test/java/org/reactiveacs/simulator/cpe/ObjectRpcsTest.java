package org.reactiveacs.simulator.cpe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.reactiveacs.cwmp.AddObject;
import org.reactiveacs.cwmp.AddObjectResponse;
import org.reactiveacs.cwmp.DeleteObject;
import org.reactiveacs.cwmp.DeleteObjectResponse;
import org.reactiveacs.device.ParameterType;

final class ObjectRpcsTest {
    private static final String TABLE = "Device.NAT.PortMapping.";
    private static final String COUNT = "Device.NAT.PortMappingNumberOfEntries";

    private final Desk desk = Desk.known();

    @Test
    void addsAnInstanceThatIsCountedAndCanBeSet() {
        assertThat(desk.ask(new AddObject(TABLE, "added"))).isEqualTo(new AddObjectResponse(3, 0));

        assertThat(desk.value(COUNT)).isEqualTo("3");
        assertThat(desk.value(TABLE + "3.Enable")).isEqualTo("0");
        assertThat(desk.value("Device.ManagementServer.ParameterKey")).isEqualTo("added");
        desk.set(TABLE + "3.InternalClient", "192.168.1.77", ParameterType.STRING);
        assertThat(desk.value(TABLE + "3.InternalClient")).isEqualTo("192.168.1.77");
    }

    @Test
    void aNumberIsNeverUsedAgain() {
        desk.ask(new AddObject(TABLE, ""));

        assertThat(desk.ask(new DeleteObject(TABLE + "3.", "deleted"))).isEqualTo(new DeleteObjectResponse(0));

        assertThat(desk.value(COUNT)).isEqualTo("2");
        assertThat(desk.ask(new AddObject(TABLE, ""))).isEqualTo(new AddObjectResponse(4, 0));
        assertThat(desk.cpe.value(TABLE + "3.Enable")).isEmpty();
    }

    @Test
    void anInstanceOfATableInATableBeginsEmpty() {
        desk.ask(new AddObject("Device.DHCPv4.Server.Pool.", ""));

        assertThat(desk.value("Device.DHCPv4.Server.Pool.2.StaticAddressNumberOfEntries"))
                .isEqualTo("0");
        assertThat(desk.ask(new AddObject("Device.DHCPv4.Server.Pool.2.StaticAddress.", "")))
                .isEqualTo(new AddObjectResponse(1, 0));
        assertThat(desk.value("Device.DHCPv4.Server.Pool.1.StaticAddressNumberOfEntries"))
                .isEqualTo("2");
    }

    @Test
    void whatIsNoWritableTableOrInstanceIs9005() {
        assertThat(desk.refused(new AddObject("Device.WiFi.Radio.", "")).code()).isEqualTo(9005);
        assertThat(desk.refused(new AddObject("Device.NAT.", "")).code()).isEqualTo(9005);
        assertThat(desk.refused(new AddObject(TABLE + "1.", "")).code()).isEqualTo(9005);
        assertThat(desk.refused(new DeleteObject(TABLE, "")).code()).isEqualTo(9005);
        assertThat(desk.refused(new DeleteObject(TABLE + "9.", "")).code()).isEqualTo(9005);
        assertThat(desk.refused(new DeleteObject("Device.Hosts.Host.1.", "")).code())
                .isEqualTo(9005);
        assertThat(desk.value("Device.ManagementServer.ParameterKey")).isEmpty();
    }

    @Test
    void aTableThatIsFullIs9004() {
        for (int i = 2; i < ObjectRpcs.MAX_INSTANCES; i++) {
            assertThat(desk.ask(new AddObject(TABLE, ""))).isEqualTo(new AddObjectResponse(i + 1, 0));
        }

        assertThat(desk.refused(new AddObject(TABLE, "")).code()).isEqualTo(9004);
    }
}

package org.reactiveacs.simulator.cpe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactiveacs.cwmp.AddObject;
import org.reactiveacs.cwmp.ChangeDUState;
import org.reactiveacs.cwmp.EventStruct;
import org.reactiveacs.cwmp.FactoryReset;
import org.reactiveacs.cwmp.FactoryResetResponse;
import org.reactiveacs.cwmp.GetOptions;
import org.reactiveacs.cwmp.GetRPCMethods;
import org.reactiveacs.cwmp.GetRPCMethodsResponse;
import org.reactiveacs.cwmp.Inform;
import org.reactiveacs.cwmp.ParameterValueStruct;
import org.reactiveacs.cwmp.Reboot;
import org.reactiveacs.cwmp.RebootResponse;
import org.reactiveacs.cwmp.ScheduleInform;
import org.reactiveacs.cwmp.ScheduleInformResponse;
import org.reactiveacs.cwmp.SetParameterValues;
import org.reactiveacs.cwmp.SetVouchers;
import org.reactiveacs.device.ParameterType;

final class LifeTest {
    @Test
    void theFirstContactIsBootstrapAndBoot() {
        Inform inform = Desk.tr181().visit();

        assertThat(Desk.codes(inform)).containsExactly("0 BOOTSTRAP", "1 BOOT");
        assertThat(inform.deviceId().serialNumber()).isEqualTo("SIM-1");
        assertThat(inform.parameterList())
                .extracting(ParameterValueStruct::name)
                .containsExactlyInAnyOrder(
                        "Device.RootDataModelVersion",
                        "Device.DeviceInfo.HardwareVersion",
                        "Device.DeviceInfo.SoftwareVersion",
                        "Device.DeviceInfo.ProvisioningCode",
                        "Device.ManagementServer.ConnectionRequestURL",
                        "Device.ManagementServer.ParameterKey",
                        "Device.ManagementServer.AliasBasedAddressing");
    }

    @Test
    void aGatewayOfTheOldModelReportsItsAddress() {
        assertThat(Desk.tr098().visit().parameterList())
                .contains(new ParameterValueStruct(
                        "InternetGatewayDevice.WANDevice.1.WANConnectionDevice.1.WANIPConnection.1.ExternalIPAddress",
                        "100.64.1.1",
                        ParameterType.STRING));
    }

    @Test
    void callsPeriodicallyAndAsTheAcsSetsIt() {
        Desk desk = Desk.known();
        assertThat(desk.cpe.nextCall()).isEqualTo(desk.now.plusSeconds(300));

        desk.set("Device.ManagementServer.PeriodicInformInterval", "60", ParameterType.UNSIGNED_INT);

        assertThat(desk.cpe.nextCall()).isEqualTo(desk.now.plusSeconds(60));
        assertThat(Desk.codes(desk.later(Duration.ofSeconds(60)).visit())).containsExactly("2 PERIODIC");
        desk.set("Device.ManagementServer.PeriodicInformEnable", "false", ParameterType.BOOLEAN);
        assertThat(desk.cpe.nextWork()).isEqualTo(java.time.Instant.MAX);
    }

    @Test
    void rebootsAfterTheSession() {
        Desk desk = Desk.known();

        assertThat(desk.ask(new Reboot("again"))).isEqualTo(new RebootResponse());

        assertThat(desk.cpe.nextCall()).isEqualTo(desk.now.plusSeconds(2));
        assertThat(desk.later(Duration.ofSeconds(2)).visit().event())
                .containsExactly(new EventStruct("1 BOOT", ""), new EventStruct("M Reboot", "again"));
    }

    @Test
    void aFactoryResetBringsBackTheFirstValues() {
        Desk desk = Desk.known();
        desk.set("Device.WiFi.SSID.1.SSID", "mine", ParameterType.STRING);
        desk.ask(new AddObject("Device.NAT.PortMapping.", "key"));

        assertThat(desk.ask(new FactoryReset())).isEqualTo(new FactoryResetResponse());

        Inform inform = desk.later(Duration.ofSeconds(2)).visit();
        assertThat(Desk.codes(inform)).containsExactly("0 BOOTSTRAP", "1 BOOT");
        assertThat(desk.value("Device.WiFi.SSID.1.SSID")).isEqualTo("Home-SIM-1");
        assertThat(desk.value("Device.NAT.PortMappingNumberOfEntries")).isEqualTo("2");
        assertThat(desk.value("Device.ManagementServer.ParameterKey")).isEmpty();
    }

    @Test
    void callsWhenItWasTold() {
        Desk desk = Desk.known();

        assertThat(desk.ask(new ScheduleInform(10, "wake"))).isEqualTo(new ScheduleInformResponse());

        assertThat(desk.cpe.nextCall()).isEqualTo(desk.now.plusSeconds(10));
        assertThat(desk.later(Duration.ofSeconds(10)).visit().event())
                .containsExactly(new EventStruct("3 SCHEDULED", ""), new EventStruct("M ScheduleInform", "wake"));
        assertThat(desk.refused(new ScheduleInform(0, "")).code()).isEqualTo(9003);
    }

    @Test
    void anotherAcsIsGreetedAsAStranger() {
        Desk desk = Desk.known();

        desk.set("Device.ManagementServer.URL", "http://other.example/", ParameterType.STRING);

        assertThat(desk.cpe.acsUrl()).isEqualTo("http://other.example/");
        assertThat(Desk.codes(desk.visit())).containsExactly("0 BOOTSTRAP");
    }

    @Test
    void diagnosticsRunAfterTheSession() {
        Desk desk = Desk.known();
        String ping = "Device.IP.Diagnostics.IPPing.";

        desk.ask(new SetParameterValues(
                List.of(
                        new ParameterValueStruct(ping + "Host", "192.0.2.1", ParameterType.STRING),
                        new ParameterValueStruct(ping + "DiagnosticsState", "Requested", ParameterType.STRING)),
                ""));

        assertThat(Desk.codes(desk.visit())).containsExactly("8 DIAGNOSTICS COMPLETE");
        assertThat(desk.value(ping + "DiagnosticsState")).isEqualTo("Complete");
        assertThat(desk.value(ping + "SuccessCount")).isEqualTo("3");
    }

    @Test
    void saysWhichMethodsItKnowsAndRefusesTheRest() {
        Desk desk = Desk.known();

        assertThat(desk.ask(new GetRPCMethods(), GetRPCMethodsResponse.class).methodList())
                .contains("GetRPCMethods", "SetParameterValues", "ScheduleDownload")
                .doesNotContain("GetOptions");
        assertThat(desk.refused(new GetOptions("")).code()).isEqualTo(9000);
        assertThat(desk.refused(new SetVouchers(List.of())).code()).isEqualTo(9000);
        assertThat(desk.refused(new ChangeDUState(List.of(), "")).code()).isEqualTo(9000);
    }
}

package org.reactiveacs.simulator.cpe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactiveacs.cwmp.AddObject;
import org.reactiveacs.cwmp.AddObjectResponse;
import org.reactiveacs.cwmp.DeleteObject;
import org.reactiveacs.cwmp.DeleteObjectResponse;
import org.reactiveacs.cwmp.GetParameterNames;
import org.reactiveacs.cwmp.GetParameterNamesResponse;
import org.reactiveacs.cwmp.GetParameterValues;
import org.reactiveacs.cwmp.GetParameterValuesResponse;
import org.reactiveacs.cwmp.ParameterInfoStruct;
import org.reactiveacs.cwmp.ParameterValueStruct;
import org.reactiveacs.cwmp.SetParameterValues;
import org.reactiveacs.cwmp.SetParameterValuesFault;
import org.reactiveacs.cwmp.SetParameterValuesResponse;
import org.reactiveacs.device.ParameterType;

final class AliasesTest {
    private static final String TABLE = "Device.NAT.PortMapping.";
    private static final String MANAGEMENT = "Device.ManagementServer.";

    private final Desk desk = Desk.offering(Ability.ALIASES);

    @Test
    void eachInformSaysWhetherAliasesAreTaken() {
        assertThat(desk.visit().parameterList())
                .contains(new ParameterValueStruct(MANAGEMENT + "AliasBasedAddressing", "1", ParameterType.BOOLEAN));
        assertThat(Desk.known().visit().parameterList())
                .contains(new ParameterValueStruct(MANAGEMENT + "AliasBasedAddressing", "0", ParameterType.BOOLEAN));
    }

    @Test
    void anInstanceIsMadeWithItsAliasAndFoundByIt() {
        assertThat(desk.ask(new AddObject(TABLE + "[web].", "key"))).isEqualTo(new AddObjectResponse(3, 0));

        assertThat(desk.value(TABLE + "3.Alias")).isEqualTo("web");
        assertThat(desk.value(MANAGEMENT + "ParameterKey")).isEqualTo("key");
        desk.set(TABLE + "[web].Description", "pages", ParameterType.STRING);
        assertThat(desk.value(TABLE + "3.Description")).isEqualTo("pages");
        assertThat(desk.ask(new DeleteObject(TABLE + "[web].", ""))).isEqualTo(new DeleteObjectResponse(0));
        assertThat(desk.cpe.value(TABLE + "3.Alias")).isEmpty();
    }

    @Test
    void theDeviceGivesAliasesWhereTheAcsDoesNot() {
        desk.ask(new AddObject(TABLE, ""));

        assertThat(desk.value(TABLE + "3.Alias")).isEqualTo("cpe-pm-3");
        assertThat(values(TABLE + "[cpe-pm-3].Enable"))
                .containsExactly(new ParameterValueStruct(TABLE + "3.Enable", "0", ParameterType.BOOLEAN));
    }

    @Test
    void anAliasThatIsThereOrIsNoneMakesNothing() {
        assertThat(desk.refused(new AddObject(TABLE + "[cpe-pm-1].", "key")).code())
                .isEqualTo(9005);
        assertThat(desk.refused(new AddObject(TABLE + "[1a].", "key")).code()).isEqualTo(9003);
        assertThat(desk.refused(new AddObject("Device.NAT.[a].", "key")).code()).isEqualTo(9005);
        assertThat(desk.value("Device.NAT.PortMappingNumberOfEntries")).isEqualTo("2");
        assertThat(desk.value(MANAGEMENT + "ParameterKey")).isEmpty();
    }

    @Test
    void aDeviceThatDoesNotOfferItTakesNone() {
        Desk plain = Desk.known();

        assertThat(plain.refused(new AddObject(TABLE + "[web].", "")).code()).isEqualTo(9005);
        assertThat(plain.refused(new GetParameterValues(List.of(TABLE + "[cpe-pm-1].Enable")))
                        .code())
                .isEqualTo(9005);
    }

    @Test
    void anAliasMayBeSetIfNoOtherInstanceHasIt() {
        assertThat(desk.set(TABLE + "1.Alias", "web", ParameterType.STRING))
                .isEqualTo(new SetParameterValuesResponse(0));

        for (String wrong : List.of("web", "", "1a")) {
            assertThat(desk.refused(new SetParameterValues(
                                    List.of(new ParameterValueStruct(TABLE + "2.Alias", wrong, ParameterType.STRING)),
                                    ""))
                            .setParameterValuesFaults())
                    .extracting(SetParameterValuesFault::faultCode)
                    .containsExactly(9007);
        }
    }

    @Test
    void answersNameInstancesByAliasIfTheAcsWantsIt() {
        desk.set(MANAGEMENT + "InstanceMode", "InstanceAlias", ParameterType.STRING);

        assertThat(values(TABLE + "1.Protocol"))
                .extracting(ParameterValueStruct::name)
                .containsExactly(TABLE + "[cpe-pm-1].Protocol");
        assertThat(desk.ask(new GetParameterNames(TABLE, true), GetParameterNamesResponse.class)
                        .parameterList())
                .containsExactly(
                        new ParameterInfoStruct(TABLE + "[cpe-pm-1].", true),
                        new ParameterInfoStruct(TABLE + "[cpe-pm-2].", true));
        assertThat(values("Device.WiFi.AccessPoint.[cpe-ap-1].AssociatedDevice."))
                .extracting(ParameterValueStruct::name)
                .contains("Device.WiFi.AccessPoint.[cpe-ap-1].AssociatedDevice.1.Active");
    }

    @Test
    void aSetMakesInstancesIfTheAcsWantsItAndOnlyIfAllOfItIsTaken() {
        ParameterValueStruct wanted =
                new ParameterValueStruct(TABLE + "[web].Description", "pages", ParameterType.STRING);
        assertThat(desk.refused(new SetParameterValues(List.of(wanted), "")).code())
                .isEqualTo(9003);
        desk.set(MANAGEMENT + "AutoCreateInstances", "1", ParameterType.BOOLEAN);

        ParameterValueStruct wrong = new ParameterValueStruct(TABLE + "[web].Protocol", "SCTP", ParameterType.STRING);
        assertThat(desk.refused(new SetParameterValues(List.of(wanted, wrong), ""))
                        .code())
                .isEqualTo(9003);
        assertThat(desk.value("Device.NAT.PortMappingNumberOfEntries")).isEqualTo("2");

        assertThat(desk.ask(new SetParameterValues(List.of(wanted), ""))).isEqualTo(new SetParameterValuesResponse(0));
        assertThat(values(TABLE + "[web].Description"))
                .extracting(ParameterValueStruct::value)
                .containsExactly("pages");
        assertThat(desk.value("Device.NAT.PortMappingNumberOfEntries")).isEqualTo("3");
    }

    private List<ParameterValueStruct> values(String path) {
        return desk.ask(new GetParameterValues(List.of(path)), GetParameterValuesResponse.class)
                .parameterList();
    }
}

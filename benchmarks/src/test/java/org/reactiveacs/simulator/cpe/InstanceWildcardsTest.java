package org.reactiveacs.simulator.cpe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactiveacs.cwmp.GetParameterAttributes;
import org.reactiveacs.cwmp.GetParameterAttributesResponse;
import org.reactiveacs.cwmp.GetParameterNames;
import org.reactiveacs.cwmp.GetParameterNamesResponse;
import org.reactiveacs.cwmp.GetParameterValues;
import org.reactiveacs.cwmp.GetParameterValuesResponse;
import org.reactiveacs.cwmp.ParameterAttributeStruct;
import org.reactiveacs.cwmp.ParameterInfoStruct;
import org.reactiveacs.cwmp.ParameterValueStruct;
import org.reactiveacs.cwmp.SetParameterAttributes;
import org.reactiveacs.cwmp.SetParameterAttributesStruct;
import org.reactiveacs.cwmp.SetParameterValues;
import org.reactiveacs.device.ParameterType;

final class InstanceWildcardsTest {
    private final Desk desk = Desk.offering(Ability.WILDCARDS);

    private List<String> values(String path) {
        return desk
                .ask(new GetParameterValues(List.of(path)), GetParameterValuesResponse.class)
                .parameterList()
                .stream()
                .map(ParameterValueStruct::name)
                .toList();
    }

    @Test
    void aStarStandsForAllInstances() {
        assertThat(values("Device.WiFi.Radio.*.Channel"))
                .containsExactly("Device.WiFi.Radio.1.Channel", "Device.WiFi.Radio.2.Channel");
        assertThat(values("Device.IP.Interface.*.IPv4Address.*.SubnetMask"))
                .containsExactly(
                        "Device.IP.Interface.1.IPv4Address.1.SubnetMask",
                        "Device.IP.Interface.2.IPv4Address.1.SubnetMask");
        assertThat(values("Device.WiFi.Radio.*.Stats.")).hasSize(14);
    }

    @Test
    void whereThereAreNoInstancesThereIsNothingAndWhatNoInstanceCanHaveIs9005() {
        assertThat(values("Device.ManagementServer.InformParameter.*.ParameterName"))
                .isEmpty();
        for (String path : List.of(
                "Device.ManagementServer.InformParameter.*.Nonsense",
                "Device.WiFi.Radio.*.Nonsense",
                "Device.WiFi.*.Channel",
                "Device.*.Radio.1.Channel")) {
            assertThat(desk.refused(new GetParameterValues(List.of(path))).code())
                    .as(path)
                    .isEqualTo(9005);
        }
    }

    @Test
    void namesAndAttributesAreToldLikewise() {
        assertThat(desk.ask(
                                new GetParameterNames("Device.WiFi.Radio.*.Stats.Noise", false),
                                GetParameterNamesResponse.class)
                        .parameterList())
                .containsExactly(
                        new ParameterInfoStruct("Device.WiFi.Radio.1.Stats.Noise", false),
                        new ParameterInfoStruct("Device.WiFi.Radio.2.Stats.Noise", false));
        assertThat(desk.ask(
                                new GetParameterAttributes(List.of("Device.WiFi.Radio.*.Channel")),
                                GetParameterAttributesResponse.class)
                        .parameterList())
                .extracting(ParameterAttributeStruct::name)
                .containsExactly("Device.WiFi.Radio.1.Channel", "Device.WiFi.Radio.2.Channel");
    }

    @Test
    void nothingIsSetByThem() {
        var value = new ParameterValueStruct("Device.WiFi.Radio.*.Channel", "7", ParameterType.UNSIGNED_INT);
        assertThat(desk.refused(new SetParameterValues(List.of(value), "")).code())
                .isEqualTo(9003);
        var attribute = new SetParameterAttributesStruct(value.name(), true, 1, false, List.of());
        assertThat(desk.refused(new SetParameterAttributes(List.of(attribute))).code())
                .isEqualTo(9005);
    }

    @Test
    void aDeviceThatDoesNotOfferThemRefusesThem() {
        assertThat(Desk.known()
                        .refused(new GetParameterValues(List.of("Device.WiFi.Radio.*.Channel")))
                        .code())
                .isEqualTo(9005);
    }
}

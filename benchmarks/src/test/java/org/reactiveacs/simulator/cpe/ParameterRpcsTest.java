package org.reactiveacs.simulator.cpe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactiveacs.cwmp.Fault;
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

final class ParameterRpcsTest {
    private static final String CHANNEL = "Device.WiFi.Radio.1.Channel";
    private static final String KEY = "Device.ManagementServer.ParameterKey";

    private final Desk desk = Desk.known();

    @Test
    void readsParametersAndPartialPaths() {
        GetParameterValuesResponse answer = desk.ask(
                new GetParameterValues(List.of(CHANNEL, "Device.DeviceInfo.MemoryStatus.")),
                GetParameterValuesResponse.class);

        assertThat(answer.parameterList())
                .contains(new ParameterValueStruct(CHANNEL, "1", ParameterType.UNSIGNED_INT))
                .extracting(ParameterValueStruct::name)
                .containsExactly(
                        CHANNEL, "Device.DeviceInfo.MemoryStatus.Total", "Device.DeviceInfo.MemoryStatus.Free");
    }

    @Test
    void theEmptyPathReadsEverything() {
        GetParameterValuesResponse answer =
                desk.ask(new GetParameterValues(List.of("")), GetParameterValuesResponse.class);

        assertThat(answer.parameterList()).hasSize(627);
    }

    @Test
    void secretsReadBackEmptyThoughTheyAreSet() {
        String path = "Device.WiFi.AccessPoint.1.Security.KeyPassphrase";

        assertThat(desk.set(path, "correct horse", ParameterType.STRING)).isEqualTo(new SetParameterValuesResponse(0));

        assertThat(desk.value(path)).isEqualTo("correct horse");
        assertThat(desk.ask(new GetParameterValues(List.of(path)), GetParameterValuesResponse.class)
                        .parameterList())
                .containsExactly(new ParameterValueStruct(path, "", ParameterType.STRING));
    }

    @Test
    void aPathThatIsNotThereIs9005() {
        assertThat(desk.refused(new GetParameterValues(List.of(CHANNEL, "Device.WiFi.Radio.3.Channel")))
                        .code())
                .isEqualTo(9005);
        assertThat(desk.refused(new GetParameterNames("Device.WiFi", true)).code())
                .isEqualTo(9005);
    }

    @Test
    void nextLevelShowsOneLevelAndNotTheObjectItself() {
        assertThat(names("", true)).containsExactly(new ParameterInfoStruct("Device.", false));
        assertThat(names("Device.NAT.PortMapping.", true))
                .containsExactly(
                        new ParameterInfoStruct("Device.NAT.PortMapping.1.", true),
                        new ParameterInfoStruct("Device.NAT.PortMapping.2.", true));
        assertThat(names("Device.NAT.", true))
                .extracting(ParameterInfoStruct::name)
                .containsExactly(
                        "Device.NAT.InterfaceSettingNumberOfEntries",
                        "Device.NAT.PortMappingNumberOfEntries",
                        "Device.NAT.InterfaceSetting.",
                        "Device.NAT.PortMapping.");
    }

    @Test
    void allLevelsShowTheObjectItselfAndAllBelow() {
        assertThat(names("Device.WiFi.Radio.1.Stats.", false))
                .hasSize(8)
                .contains(new ParameterInfoStruct("Device.WiFi.Radio.1.Stats.", false));
        assertThat(names(CHANNEL, false)).containsExactly(new ParameterInfoStruct(CHANNEL, true));
    }

    @Test
    void nextLevelOfAParameterIs9003() {
        assertThat(desk.refused(new GetParameterNames(CHANNEL, true)).code()).isEqualTo(9003);
    }

    @Test
    void setsAndRemembersTheKey() {
        assertThat(desk.set(CHANNEL, "11", ParameterType.UNSIGNED_INT)).isEqualTo(new SetParameterValuesResponse(0));

        assertThat(desk.value(CHANNEL)).isEqualTo("11");
        assertThat(desk.value(KEY)).isEqualTo("key");
    }

    @Test
    void oneBadValueSetsNothingAndEachIsNamed() {
        Fault fault = desk.refused(new SetParameterValues(
                List.of(
                        new ParameterValueStruct("Device.WiFi.SSID.1.SSID", "new", ParameterType.STRING),
                        new ParameterValueStruct("Device.Nonsense", "1", ParameterType.STRING),
                        new ParameterValueStruct(CHANNEL, "7", ParameterType.STRING),
                        new ParameterValueStruct(CHANNEL.replace("1", "2"), "256", ParameterType.UNSIGNED_INT),
                        new ParameterValueStruct("Device.DeviceInfo.SerialNumber", "2", ParameterType.STRING)),
                "key"));

        assertThat(fault.code()).isEqualTo(9003);
        assertThat(fault.setParameterValuesFaults())
                .extracting(SetParameterValuesFault::faultCode)
                .containsExactly(9005, 9006, 9007, 9008);
        assertThat(desk.value("Device.WiFi.SSID.1.SSID")).isEqualTo("Home-SIM-1");
        assertThat(desk.value(KEY)).isEmpty();
    }

    @Test
    void theSameParameterTwiceIs9003() {
        ParameterValueStruct value = new ParameterValueStruct(CHANNEL, "7", ParameterType.UNSIGNED_INT);

        assertThat(desk.refused(new SetParameterValues(List.of(value, value), ""))
                        .code())
                .isEqualTo(9003);
    }

    @Test
    void aKeyOf33CharactersIs9003() {
        ParameterValueStruct value = new ParameterValueStruct(CHANNEL, "7", ParameterType.UNSIGNED_INT);

        assertThat(desk.ask(new SetParameterValues(List.of(value), "k".repeat(32))))
                .isEqualTo(new SetParameterValuesResponse(0));
        assertThat(desk.refused(new SetParameterValues(List.of(value), "k".repeat(33)))
                        .code())
                .isEqualTo(9003);
    }

    private List<ParameterInfoStruct> names(String path, boolean nextLevel) {
        return desk.ask(new GetParameterNames(path, nextLevel), GetParameterNamesResponse.class)
                .parameterList();
    }
}

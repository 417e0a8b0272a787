package org.reactiveacs.simulator.cpe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactiveacs.cwmp.GetParameterAttributes;
import org.reactiveacs.cwmp.GetParameterAttributesResponse;
import org.reactiveacs.cwmp.Inform;
import org.reactiveacs.cwmp.ParameterAttributeStruct;
import org.reactiveacs.cwmp.ParameterValueStruct;
import org.reactiveacs.cwmp.SetParameterAttributes;
import org.reactiveacs.cwmp.SetParameterAttributesResponse;
import org.reactiveacs.cwmp.SetParameterAttributesStruct;
import org.reactiveacs.device.ParameterType;

final class AttributeRpcsTest {
    private static final String SSID = "Device.WiFi.SSID.1.SSID";

    private final Desk desk = Desk.known();

    @Test
    void aChangeOfTheDevicesOwnIsToldAtOnceWhenNotificationIsActive() {
        desk.ask(notification(SSID, 2));

        desk.cpe.change(SSID, "by the user");

        assertThat(desk.cpe.nextCall()).isBeforeOrEqualTo(desk.now);
        Inform inform = desk.visit();
        assertThat(Desk.codes(inform)).containsExactly("4 VALUE CHANGE");
        assertThat(inform.parameterList())
                .contains(new ParameterValueStruct(SSID, "by the user", ParameterType.STRING));
    }

    @Test
    void aChangeIsToldInTheNextInformWhenNotificationIsPassive() {
        desk.ask(notification(SSID, 1));

        desk.cpe.change(SSID, "by the user");

        assertThat(desk.cpe.nextCall()).isAfter(desk.now);
        Inform inform = desk.later(Duration.ofMinutes(5)).visit();
        assertThat(Desk.codes(inform)).containsExactly("2 PERIODIC");
        assertThat(inform.parameterList())
                .extracting(ParameterValueStruct::name)
                .contains(SSID);
        assertThat(desk.later(Duration.ofMinutes(5)).visit().parameterList())
                .extracting(ParameterValueStruct::name)
                .doesNotContain(SSID);
    }

    @Test
    void aChangeByTheAcsIsNotTold() {
        desk.ask(notification(SSID, 2));

        desk.set(SSID, "by the ACS", ParameterType.STRING);

        assertThat(desk.cpe.nextCall()).isAfter(desk.now);
    }

    @Test
    void attributesOfAPartialPathAreSetAndRead() {
        assertThat(desk.ask(notification("Device.WiFi.SSID.", 1))).isEqualTo(new SetParameterAttributesResponse());

        assertThat(desk.ask(new GetParameterAttributes(List.of(SSID)), GetParameterAttributesResponse.class)
                        .parameterList())
                .containsExactly(new ParameterAttributeStruct(SSID, 1, List.of("Subscriber")));
    }

    @Test
    void aCounterRefusesActiveNotificationWith9009AndNothingIsSet() {
        SetParameterAttributes request =
                new SetParameterAttributes(List.of(change(SSID, 2), change("Device.WiFi.Radio.1.Stats.BytesSent", 2)));

        assertThat(desk.refused(request).code()).isEqualTo(9009);

        assertThat(desk.ask(new GetParameterAttributes(List.of(SSID)), GetParameterAttributesResponse.class)
                        .parameterList())
                .extracting(ParameterAttributeStruct::notification)
                .containsExactly(0);
    }

    @Test
    void badArgumentsAreRefused() {
        assertThat(desk.refused(notification(SSID, 7)).code()).isEqualTo(9003);
        assertThat(desk.refused(notification("Device.No", 1)).code()).isEqualTo(9005);
        assertThat(desk.refused(new GetParameterAttributes(List.of("Device.No")))
                        .code())
                .isEqualTo(9005);
    }

    private static SetParameterAttributes notification(String path, int value) {
        return new SetParameterAttributes(List.of(change(path, value)));
    }

    private static SetParameterAttributesStruct change(String path, int value) {
        return new SetParameterAttributesStruct(path, true, value, false, List.of());
    }
}

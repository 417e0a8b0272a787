package org.reactiveacs.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactiveacs.cwmp.CwmpVersion;
import org.reactiveacs.cwmp.EventStruct;
import org.reactiveacs.cwmp.Header;
import org.reactiveacs.device.DeviceId;

class OpeningTest {

    private static final SessionJson CODEC = new SessionJson();

    private static Opening opening(CwmpVersion version, Header header, EventStruct... events) {
        return new Opening(
                new DeviceId("tenant", "00D09E-\u00e9"), version, header, List.of(events), -7, Duration.ofSeconds(30));
    }

    @Test
    void anOpeningComesBackAsItWasWritten() {
        var full = new Header("\u00e9 1", true, true, -5, List.of("1.0", "1.4"), "1.4");
        for (var version : CwmpVersion.values()) {
            for (var header : List.of(full, Header.NONE, Header.ofId(""))) {
                var opening = opening(
                        version, header, new EventStruct("M Reboot", "key"), new EventStruct("X 00D09E Alarm", ""));
                assertThat(CODEC.decode(CODEC.encode(opening))).isEqualTo(opening);
            }
        }
        var eventless = opening(CwmpVersion.V1_0, full);
        assertThat(CODEC.decode(CODEC.encode(eventless))).isEqualTo(eventless);
    }

    @Test
    void whatAnotherVersionKeptOfASessionIsNotRead() {
        assertThat(CODEC.decode(new byte[] {9, 1, 2})).isNull();
    }

    @Test
    void anOpeningThatIsCutOffIsNoticed() {
        var bytes = CODEC.encode(opening(CwmpVersion.V1_2, Header.ofId("1"), new EventStruct("1 BOOT", "")));

        for (int length = 0; length < bytes.length; length++) {
            var cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> CODEC.decode(cut)).isInstanceOf(IllegalStateException.class);
        }
    }
}

package org.reactiveacs.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.port.DomainEvent;

class EventJsonTest {
    private static final Instant AT = Instant.parse("2026-05-01T12:00:00Z");

    private static String json(Map<String, String> detail) {
        var event = new DomainEvent(DomainEvent.Type.TRANSFER_COMPLETE, DeviceId.of("00D09E-1"), AT, detail);
        return EventJson.write(new Told.Happened(12, 4211, event));
    }

    @Test
    void anEventIsToldWithItsDetailByName() {
        assertThat(json(Map.of("fault", "0", "commandKey", "T\"1")))
                .isEqualTo("{\"id\":\"12-4211\",\"type\":\"TRANSFER_COMPLETE\",\"device\":\"00D09E-1\","
                        + "\"at\":\"2026-05-01T12:00:00Z\",\"detail\":{\"commandKey\":\"T\\\"1\",\"fault\":\"0\"}}");
    }

    @Test
    void aGapSaysWhatIsMissing() {
        assertThat(EventJson.write(new Told.Gap(3, 10, 25, Told.Gap.Reason.TRIMMED)))
                .isEqualTo(
                        "{\"id\":\"3-25\",\"type\":\"GAP\",\"reason\":\"trimmed\",\"after\":\"3-10\",\"missed\":15}");
    }

    @Test
    void whoAUrlIsCalledAsIsNotTold() {
        assertThat(json(Map.of("url", "http://user:p4ss@files.example/x?y=a@b")))
                .contains("http://********@files.example/x?y=a@b")
                .doesNotContain("p4ss");
        assertThat(json(Map.of("url", "http://user:p4ss@word@files.example/"))).doesNotContain("word");
    }

    @Test
    void whatADeviceSaysAtLengthIsCut() {
        assertThat(json(Map.of("text", "x".repeat(2000)))).contains("\"" + "x".repeat(2000) + "\"");
        assertThat(json(Map.of("text", "x".repeat(2001)))).contains("x".repeat(2000) + "...\"");
    }

    @Test
    void typesAreFoundByTheirNames() {
        assertThat(EventJson.type(" boot ")).isEqualTo(DomainEvent.Type.BOOT);
        assertThatThrownBy(() -> EventJson.type("DANCE")).hasMessageContaining("BOOT");
    }
}

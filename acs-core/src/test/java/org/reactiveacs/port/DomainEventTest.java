package org.reactiveacs.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reactiveacs.device.DeviceId;

class DomainEventTest {

    private static Map<String, String> detail(String text) {
        return new DomainEvent(
                        DomainEvent.Type.FAULT,
                        DeviceId.of("00D09E-1"),
                        Instant.EPOCH,
                        Map.of("code", "9002", "text", text))
                .detail();
    }

    @Test
    void whatADeviceSaysAtGreatLengthIsNotKeptToItsEnd() {
        assertThat(detail("x".repeat(4_000))).containsEntry("text", "x".repeat(4_000));
        assertThat(detail("x".repeat(4_001)))
                .containsEntry("text", "x".repeat(4_000))
                .containsEntry("code", "9002");
        assertThat(detail("x".repeat(10_000_000)).get("text")).hasSize(4_000);
    }
}

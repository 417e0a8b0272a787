package org.reactiveacs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class LocalMembershipTest {

    @Test
    void aNodeThatIsAloneHoldsEverythingWithATokenThatGrowsOverRestarts() {
        var started = Instant.parse("2026-01-01T00:00:00Z");
        try (var first = new LocalMembership(new Member("1", "acs", "0.1", started, 1, 0), () -> 7);
                var second = new LocalMembership(new Member("2", "acs", "0.1", started.plusMillis(1), 1, 0), () -> 0)) {

            assertThat(first.held()).hasSize(Partitions.COUNT);
            assertThat(first.holds(255)).isTrue();
            assertThat(first.members()).extracting(Member::sessions).containsExactly(7);
            assertThat(first.holder(3)).contains(first.self());
            assertThat(second.token(0).orElseThrow())
                    .isGreaterThan(first.token(0).orElseThrow());
        }
    }
}

package org.reactiveacs.store.redis.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.reactiveacs.cluster.Member;

class MemberTextTest {

    private static final Member MEMBER = new Member("a1", "acs-ü", "0.1.0", Instant.ofEpochMilli(1234), 1, 42);

    @Test
    void aMemberIsReadAsItWasWritten() {
        assertThat(MemberText.read("a1", MemberText.write(MEMBER))).contains(MEMBER);
    }

    @Test
    void whatALaterVersionAddsIsLeftOut() {
        var text = new String(MemberText.write(MEMBER), StandardCharsets.UTF_8) + "\nmore";

        assertThat(MemberText.read("a1", text.getBytes(StandardCharsets.UTF_8))).contains(MEMBER);
    }

    @Test
    void anotherFormatIsNotRead() {
        assertThat(MemberText.read("a1", "2\nacs\n0.2\n1\n1".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(MemberText.read("a1", new byte[0])).isEmpty();
    }
}

package org.reactiveacs.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceId;
import org.junit.jupiter.api.Test;

class TraceIdsTest {

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    @Test
    void theIdsOfASessionAreTheSameEverywhere() {
        assertThat(TraceIds.of(TOKEN)).isEqualTo(TraceIds.of(TOKEN));
        assertThat(TraceIds.of(TOKEN)).isNotEqualTo(TraceIds.of(TOKEN.replace('f', 'e')));
    }

    @Test
    void theyShowNothingOfTheToken() {
        var ids = TraceIds.of(TOKEN);

        assertThat(TraceId.isValid(ids.trace())).isTrue();
        assertThat(SpanId.isValid(ids.root())).isTrue();
        assertThat(ids.trace() + ids.root()).doesNotContain(TOKEN.substring(0, 6));
    }

    @Test
    void otherSpansHaveIdsOfTheirOwn() {
        assertThat(TraceIds.span()).matches("[0-9a-f]{16}").isNotEqualTo(TraceIds.span());
        assertThat(SpanId.isValid(TraceIds.span())).isTrue();
    }
}

package org.reactiveacs.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class HindrancesTest {
    private final Hindrances hindrances = new Hindrances();

    @Test
    void theSameReasonIsNewsOnce() {
        assertThat(hindrances.isNews("a", "no alias")).isTrue();
        assertThat(hindrances.isNews("a", "no alias")).isFalse();
        assertThat(hindrances.isNews("b", "no alias")).isTrue();
        assertThat(hindrances.isNews("c", null)).isTrue();
        assertThat(hindrances.isNews("c", null)).isFalse();
    }

    @Test
    void anotherReasonIsNews() {
        hindrances.isNews("a", "no alias");

        assertThat(hindrances.isNews("a", "no store")).isTrue();
        assertThat(hindrances.isNews("a", "no alias")).isTrue();
    }

    @Test
    void whatComesBackIsNews() {
        hindrances.isNews("a", "no alias");
        assertThat(hindrances.gone("a")).isTrue();
        assertThat(hindrances.gone("a")).isFalse();
        assertThat(hindrances.isNews("a", "no alias")).isTrue();

        hindrances.retain(Set.of("b"));
        assertThat(hindrances.isNews("a", "no alias")).isTrue();
    }
}

package org.reactiveacs.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EventMixTest {

    private static final AnomalyRules.Mix RULE = new AnomalyRules.Mix(200, 20);

    private static MixCount count(long interval, long periodic, long bootstrap) {
        return new MixCount(interval, periodic + bootstrap, Map.of("2 PERIODIC", periodic, "0 BOOTSTRAP", bootstrap));
    }

    /** What is usual after so many intervals in which one in 250 sessions was a BOOTSTRAP. */
    private static EventMix after(int intervals) {
        var mix = EventMix.NOTHING;
        for (int i = 0; i < intervals; i++) {
            mix = mix.learn(count(i, 996, 4), RULE);
        }
        return mix;
    }

    @Test
    void aSuddenChangeIsToldWithWhatIsUsual() {
        var mix = after(EventMix.ENOUGH);

        assertThat(mix.oddity(count(20, 996, 4), RULE)).isEmpty();
        assertThat(mix.oddity(count(20, 130, 70), RULE)).contains("0 BOOTSTRAP 35 % of sessions, usually 0.4 %");
        assertThat(mix.oddity(count(20, 810, 190), RULE))
                .as("less than 20 points more")
                .isEmpty();
    }

    @Test
    void fewSessionsAndTheFirstHourTellNothing() {
        assertThat(after(EventMix.ENOUGH).oddity(count(20, 0, 199), RULE)).isEmpty();
        assertThat(after(EventMix.ENOUGH).oddity(count(20, 0, 200), RULE)).isPresent();
        assertThat(after(EventMix.ENOUGH - 1).oddity(count(20, 0, 1000), RULE)).isEmpty();
        assertThat(after(EventMix.ENOUGH).oddity(count(20, 0, 1000), new AnomalyRules.Mix(0, 20)))
                .as("nobody looks")
                .isEmpty();
    }

    @Test
    void whatStaysBecomesUsual() {
        var mix = after(100);
        int odd = 0;
        while (mix.oddity(count(0, 600, 400), RULE).isPresent()) {
            mix = mix.learn(count(0, 600, 400), RULE);
            odd++;
        }

        assertThat(odd).as("intervals of five minutes").isBetween(12, 72);
    }

    @Test
    void eventsThatNeverComeAgainAreForgotten() {
        var mix = after(EventMix.ENOUGH);
        for (int i = 0; i < 200; i++) {
            mix = mix.learn(
                    new MixCount(i, 1000, Map.of("2 PERIODIC", 996L, "0 BOOTSTRAP", 4L, "X 00D09E " + i, 1L)), RULE);
        }

        assertThat(mix.usual()).hasSize(EventMix.MOST_EVENTS).containsKeys("2 PERIODIC", "0 BOOTSTRAP", "X 00D09E 199");
    }

    @Test
    void countsOfNodesAreAddedUp() {
        var sum = count(7, 10, 1).and(new MixCount(7, 3, Map.of("1 BOOT", 3L, "2 PERIODIC", 1L)));

        assertThat(sum).isEqualTo(new MixCount(7, 14, Map.of("2 PERIODIC", 11L, "0 BOOTSTRAP", 1L, "1 BOOT", 3L)));
    }
}

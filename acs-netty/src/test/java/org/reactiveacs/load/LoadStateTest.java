package org.reactiveacs.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoadStateTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final LoadRules rules = new LoadRules(true, Duration.ofSeconds(1), 100, 10, 1);
    private LoadState state = LoadState.atStart(rules);

    private void look(long nanos, long answered, int waiting) {
        state = state.after(new LoadState.Look(nanos, answered, 0, new KernelQueue.Reading(waiting, 400)), rules);
    }

    @Test
    void newSessionsAreRefusedFromTheLimitOn() {
        assertThat(state.refuses(99, true)).isFalse();
        assertThat(state.refuses(100, true)).isTrue();
        assertThat(state.refuses(101, false))
                .as("whether there is time for it or not")
                .isTrue();
    }

    @Test
    void theLimitFollowsWhatIsAnswered() {
        look(20 * SECOND, 20_000, 0);

        assertThat(state.limit()).isBetween(998, 1_000);
        assertThat(state.refuses(998, true)).isEqualTo(state.limit() <= 998);
        assertThat(state.refuses(1_001, true)).isTrue();
    }

    @Test
    void aListenerThatStoppedGoesOnOnlyATenthBelowTheLimit() {
        assertThat(state.hasRoomAgain(90)).isFalse();
        assertThat(state.hasRoomAgain(89)).isTrue();
    }

    @Test
    void moreMayBeBroughtUpToAQuarterOfWhatMayBeInHand() {
        assertThat(state.hasRoom(25, rules)).isTrue();
        assertThat(state.hasRoom(26, rules)).isFalse();
    }

    @Test
    void noMoreMayBeBroughtWhereTheKernelHoldsManyOrTheyLieUnseen() {
        look(SECOND, 0, 100);
        assertThat(state.hasRoom(0, rules)).isTrue();
        look(SECOND, 0, 101);
        assertThat(state.hasRoom(0, rules)).isFalse();

        var sixth = rules.target().toNanos() / 6;
        var queue = new KernelQueue.Reading(0, 400);
        state = state.after(new LoadState.Look(SECOND, 0, sixth, queue), rules);
        assertThat(state.hasRoom(0, rules)).isTrue();
        state = state.after(new LoadState.Look(SECOND, 0, sixth + 1, queue), rules);
        assertThat(state.hasRoom(0, rules)).isFalse();
    }

    /** Looks ten times a second for a second. */
    private void lookForASecond(int waiting) {
        for (int i = 0; i < 10; i++) {
            look(SECOND / 10, 0, waiting);
        }
    }

    @Test
    void aBurstThatTheKernelHoldsIsServed() {
        for (int i = 0; i < 9; i++) {
            look(SECOND / 10, 0, 400);
        }

        assertThat(state.refuses(0, true)).isFalse();
    }

    @Test
    void whatPiledUpWhileWeStoodStillIsServed() {
        look(10 * SECOND, 0, 400);

        assertThat(state.refuses(0, true)).isFalse();
    }

    @Test
    void whoCanBeToldIsToldWhileTheKernelsQueueStands() {
        lookForASecond(375);

        assertThat(state.refuses(0, true)).isTrue();
        assertThat(state.refuses(0, false)).as("without time for it they wait").isFalse();
    }

    @Test
    void aQueueThatIsNotNearlyFullDoesNotStand() {
        lookForASecond(374);

        assertThat(state.refuses(0, true)).isFalse();
    }

    @Test
    void itStandsUntilAQuarterOfItIsGone() {
        lookForASecond(400);

        look(SECOND / 50, 0, 300);
        assertThat(state.refuses(0, true)).isTrue();
        look(SECOND / 50, 0, 299);
        assertThat(state.refuses(0, true)).isFalse();
        look(SECOND / 50, 0, 400);
        assertThat(state.refuses(0, true)).as("full again, but not for long").isFalse();
    }

    @Test
    void aQueueOfWhichNothingIsKnownRefusesNobody() {
        state = state.after(new LoadState.Look(SECOND, 0, 0, new KernelQueue.Reading(0, 0)), rules);

        assertThat(state.refuses(0, true)).isFalse();
    }
}

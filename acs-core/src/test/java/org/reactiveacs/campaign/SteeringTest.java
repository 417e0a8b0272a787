package org.reactiveacs.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactiveacs.campaign.CampaignSpec.Limit;
import org.reactiveacs.campaign.CampaignSpec.Pace;
import org.reactiveacs.campaign.CampaignSpec.Wave;
import org.reactiveacs.campaign.Course.State;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.task.DailyWindow;
import org.reactiveacs.task.TaskSpec;

class SteeringTest {
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
    private static final int DEVICES = 100;

    private Instant now = T0;
    private Campaign campaign = new Campaign("c", 1, "id", T0, "tester", "{}", List.of());
    private Course course = Course.DRAFT;
    private Pace pace = new Pace(0, 0, null, Duration.ofDays(7));
    private List<Wave> waves = List.of(new Wave.Count(10), new Wave.Percent(30), new Wave.Percent(100));
    private @Nullable Limit pause = new Limit(20, 5);
    private boolean rollback;

    private void order(Verb verb) {
        campaign = campaign.ordered(verb, "tester", now);
    }

    private Sums sums(Map<Stage, Integer> stages) {
        Map<Integer, Tally> tallies = new HashMap<>();
        int begun = stages.values().stream().mapToInt(Integer::intValue).sum();
        int ended = 0;
        for (var entry : stages.entrySet()) {
            ended += entry.getKey().isFinal() ? entry.getValue() : 0;
        }
        int failed = stages.getOrDefault(Stage.FAILED, 0);
        int judged = failed + stages.getOrDefault(Stage.SUCCEEDED, 0);
        var all = new HashMap<>(stages);
        all.put(Stage.WAITING, DEVICES - begun);
        tallies.put(0, new Tally(course.pass(), DEVICES, ended, judged, failed, all));
        for (int partition = 1; partition < Partitions.COUNT; partition++) {
            tallies.put(partition, new Tally(course.pass(), 0, 0, 0, 0, Map.of()));
        }
        return Sums.of(tallies, course.pass());
    }

    private void next(Map<Stage, Integer> stages) {
        var spec = new CampaignSpec(
                "",
                new Action.Ordered(new TaskSpec.Reboot(), null),
                waves,
                pace,
                new CampaignSpec.Check(Duration.ofMinutes(5), Duration.ZERO, 3, null),
                pause,
                rollback,
                false);
        course = Steering.next(spec, campaign, course, sums(stages), now);
    }

    private void started() {
        order(Verb.START);
        next(Map.of());
    }

    @Test
    void aDraftStaysOneUntilItIsStarted() {
        next(Map.of());
        assertThat(course.state()).isEqualTo(State.DRAFT);

        started();
        assertThat(course.state()).isEqualTo(State.RUNNING);
        assertThat(course.allowed()).isEqualTo(10);
    }

    @Test
    void nobodyBeginsBeforeAllPartitionsAreCounted() {
        order(Verb.START);
        course = Steering.next(
                new CampaignSpec(
                        "",
                        new Action.Tagged("t"),
                        waves,
                        pace,
                        new CampaignSpec.Check(Duration.ZERO, Duration.ZERO, 3, null),
                        null,
                        false,
                        false),
                campaign,
                course,
                Sums.of(Map.of(0, new Tally(0, 3, 0, 0, 0, Map.of())), 0),
                now);

        assertThat(course.sizes()).isEmpty();
        assertThat(course.allowed()).isZero();
    }

    @Test
    void aWaveBeginsWhenTheOneBeforeIsOver() {
        started();

        next(Map.of(Stage.SUCCEEDED, 9, Stage.CHECKING, 1));
        assertThat(course.wave()).isZero();
        assertThat(course.allowed()).isEqualTo(10);

        next(Map.of(Stage.SUCCEEDED, 10));
        assertThat(course.wave()).isEqualTo(1);
        assertThat(course.allowed()).isEqualTo(30);

        next(Map.of(Stage.SUCCEEDED, 25, Stage.SKIPPED, 5));
        assertThat(course.allowed()).isEqualTo(100);

        next(Map.of(Stage.SUCCEEDED, 90, Stage.FAILED, 10));
        assertThat(course.state()).isEqualTo(State.DONE);
    }

    @Test
    void wavesThatDoNotReachAllEndTheCampaignAllTheSame() {
        waves = List.of(new Wave.Count(10));
        started();

        next(Map.of(Stage.SUCCEEDED, 10));

        assertThat(course.state()).isEqualTo(State.DONE);
        next(Map.of(Stage.SUCCEEDED, 10));
        assertThat(course.over()).isTrue();
    }

    @Test
    void tooManyFailuresPauseItOnceEnoughAreJudged() {
        started();

        next(Map.of(Stage.FAILED, 4, Stage.CHECKING, 6));
        assertThat(course.state()).isEqualTo(State.RUNNING);

        next(Map.of(Stage.FAILED, 4, Stage.SUCCEEDED, 1, Stage.CHECKING, 5));
        assertThat(course.state()).isEqualTo(State.PAUSED);
        assertThat(course.why()).isEqualTo("4 of 5 devices failed in wave 1, more than 20 %");
    }

    @Test
    void exactlyTheRateIsNoReasonToPause() {
        started();

        next(Map.of(Stage.FAILED, 2, Stage.SUCCEEDED, 8));

        assertThat(course.state()).isEqualTo(State.RUNNING);
        assertThat(course.wave()).isEqualTo(1);
    }

    @Test
    void atTheEndOfAWaveTheRateCountsHoweverFewAreJudged() {
        waves = List.of(new Wave.Count(2), new Wave.Percent(100));
        started();

        next(Map.of(Stage.FAILED, 1, Stage.SUCCEEDED, 1));

        assertThat(course.state()).isEqualTo(State.PAUSED);
    }

    @Test
    void whatAnOperatorHasSeenDoesNotPauseItAgain() {
        started();
        next(Map.of(Stage.FAILED, 5, Stage.CHECKING, 5));
        assertThat(course.state()).isEqualTo(State.PAUSED);

        order(Verb.RESUME);
        next(Map.of(Stage.FAILED, 5, Stage.CHECKING, 5));
        assertThat(course.state()).isEqualTo(State.RUNNING);

        next(Map.of(Stage.FAILED, 5, Stage.SUCCEEDED, 5));
        assertThat(course.wave()).isEqualTo(1);

        next(Map.of(Stage.FAILED, 10, Stage.SUCCEEDED, 8));
        assertThat(course.state()).isEqualTo(State.PAUSED);
    }

    @Test
    void itRollsBackByItselfWhereItSaysSo() {
        rollback = true;
        started();

        next(Map.of(Stage.FAILED, 5, Stage.SUCCEEDED, 5));
        assertThat(course.state()).isEqualTo(State.ROLLING_BACK);
        assertThat(course.pass()).isEqualTo(1);

        next(Map.of(Stage.TO_ROLL_BACK, 10));
        assertThat(course.allowed()).as("no waves on the way back").isEqualTo(100);
        next(Map.of(Stage.ROLLED_BACK, 98, Stage.ROLLBACK_FAILED, 2));
        assertThat(course.state()).isEqualTo(State.ROLLED_BACK);
        assertThat(course.why()).contains("5 of 10 devices failed");
    }

    @Test
    void theRateLetsOneBeginAtOnceAndTheOthersInTheirTime() {
        pace = new Pace(60, 0, null, Duration.ofDays(7));
        waves = List.of(new Wave.Percent(100));
        started();
        assertThat(course.allowed()).isEqualTo(1);

        now = T0.plusMillis(500);
        next(Map.of());
        assertThat(course.allowed()).isEqualTo(1);

        now = T0.plusSeconds(3);
        next(Map.of());
        assertThat(course.allowed()).isEqualTo(4);

        now = T0.plusSeconds(1000);
        next(Map.of());
        assertThat(course.allowed())
                .as("what was missed is made up for only a little")
                .isEqualTo(10);
    }

    @Test
    void theRateIsKeptOverManyLooks() {
        for (int rate : new int[] {1, 7, 100, 6000}) {
            course = Course.DRAFT;
            campaign = new Campaign("c", 1, "id", T0, "tester", "{}", List.of());
            now = T0;
            pace = new Pace(rate, 0, null, Duration.ofDays(7));
            waves = List.of(new Wave.Percent(100));
            started();
            var allowed = new ArrayList<Long>();
            for (int second = 1; second <= 600 && course.allowed() < DEVICES; second++) {
                now = now.plusSeconds(1);
                next(Map.of());
                allowed.add(course.allowed());
            }
            double minutes = allowed.size() / 60.0;
            assertThat((double) course.allowed())
                    .as("at %d", rate)
                    .isBetween(Math.min(DEVICES, rate * minutes) - 2, rate * minutes + 2);
        }
    }

    @Test
    void onlySoManyAreUnderWayAtATime() {
        pace = new Pace(0, 4, null, Duration.ofDays(7));
        started();
        assertThat(course.allowed()).isEqualTo(4);

        next(Map.of(Stage.SUCCEEDED, 1, Stage.ORDERED, 3));
        assertThat(course.allowed()).isEqualTo(5);
    }

    @Test
    void nobodyBeginsWhileTheWindowIsClosed() {
        pace = new Pace(0, 0, DailyWindow.parse("02:00-05:00 UTC"), Duration.ofDays(7));
        started();
        assertThat(course.allowed()).isZero();

        now = Instant.parse("2026-03-02T03:00:00Z");
        next(Map.of());
        assertThat(course.allowed()).isEqualTo(10);
    }

    @Test
    void ordersThatComeTogetherAreAllObeyed() {
        started();
        order(Verb.PAUSE);
        order(Verb.ROLLBACK);
        order(Verb.PAUSE);

        course = Steering.obeying(campaign, course);

        assertThat(course.state()).isEqualTo(State.PAUSED);
        assertThat(course.back()).isTrue();
        assertThat(Steering.obeying(campaign, course)).isEqualTo(course);
    }

    @Test
    void whatIsAbortedIsOverWhenNobodyIsUnderWayAnyMore() {
        started();
        order(Verb.ABORT);

        next(Map.of(Stage.ORDERED, 3));
        assertThat(course.state()).isEqualTo(State.ABORTED);
        assertThat(course.over()).isFalse();
        next(Map.of(Stage.WITHDRAWN, 2, Stage.SUCCEEDED, 1));
        assertThat(course.over()).isTrue();
    }

    @Test
    void aRetryIsAPassOfItsOwn() {
        waves = List.of(new Wave.Percent(100));
        pause = null;
        started();
        next(Map.of(Stage.SUCCEEDED, 90, Stage.FAILED, 10));
        assertThat(course.state()).isEqualTo(State.DONE);

        order(Verb.RETRY);
        next(Map.of(Stage.SUCCEEDED, 90, Stage.FAILED, 10));

        assertThat(course.state()).isEqualTo(State.RUNNING);
        assertThat(course.pass()).isEqualTo(1);
        assertThat(course.sizes()).isEmpty();
        assertThat(course.over()).isFalse();
    }

    @Test
    void ordersThatDoNotFitAreRefusedInWords() {
        assertThat(Steering.problem(Course.DRAFT, Verb.PAUSE)).isEqualTo("pause does not fit: the campaign is draft");
        assertThat(Steering.problem(Course.DRAFT, Verb.START)).isNull();
        started();
        for (var verb : List.of(Verb.START, Verb.RESUME, Verb.RETRY)) {
            assertThat(Steering.problem(course, verb)).isNotNull();
        }
        assertThat(Steering.problem(course, Verb.ABORT)).isNull();
        assertThat(Steering.problem(course, Verb.ROLLBACK)).isNull();
    }
}

package org.reactiveacs.campaign;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.campaign.Course.Pardoned;
import org.reactiveacs.campaign.Course.State;

/** Where a campaign goes next: from what operators ordered, what became of devices so far, and the time. */
public final class Steering {

    private static final long MINUTE_MILLIS = Duration.ofMinutes(1).toMillis();

    /** How much of the rate may be made up for. */
    private static final Duration CATCH_UP = Duration.ofSeconds(5);

    private Steering() {}

    /** The course after all orders that it has not gone by yet. */
    public static Course obeying(Campaign campaign, Course course) {
        var next = course;
        for (var order : campaign.orders()) {
            if (order.number() > next.order()) {
                next = obey(next, order).by(order.number());
            }
        }
        return next;
    }

    /** Why an order cannot be given where a campaign stands; null if it can. */
    public static @Nullable String problem(Course course, Verb verb) {
        var state = course.state();
        boolean fits = switch (verb) {
            case START -> state == State.DRAFT;
            case PAUSE -> course.isMoving();
            case RESUME -> state == State.PAUSED;
            case ABORT -> course.isMoving() || state == State.PAUSED;
            case ROLLBACK -> !course.back() && state != State.DRAFT;
            case RETRY -> !course.back() && (state == State.DONE || state == State.PAUSED);
        };
        return fits ? null : words(verb) + " does not fit: the campaign is " + words(state);
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static Course obey(Course course, Order order) {
        if (problem(course, order.verb()) != null) {
            return course;
        }
        var why = "ordered by " + order.by();
        return switch (order.verb()) {
            case START -> course.in(State.RUNNING, "");
            case PAUSE -> course.in(State.PAUSED, why);
            case RESUME ->
                course.in(course.back() ? State.ROLLING_BACK : State.RUNNING, "")
                        .pardoning(new Pardoned(0, 0, true));
            case ABORT -> course.in(State.ABORTED, why);
            case ROLLBACK -> course.pass(course.pass() + 1, true).in(State.ROLLING_BACK, why);
            case RETRY -> course.pass(course.pass() + 1, false).in(State.RUNNING, "");
        };
    }

    /** The course as it is now. */
    public static Course next(CampaignSpec spec, Campaign campaign, Course course, Sums sums, Instant now) {
        var next = obeying(campaign, course);
        // Sums of another pass, or from before it was entered, say nothing of this one.
        boolean isCounted = next.pass() == course.pass();
        if (next.isMoving() && isCounted) {
            next = moved(spec, next, sums, now);
        }
        boolean rests = !next.isMoving() && next.state() != State.PAUSED;
        return rests && !next.over() && isCounted && sums.inFlight() == 0 ? next.asOver() : next;
    }

    private static Course moved(CampaignSpec spec, Course course, Sums sums, Instant now) {
        var next = course;
        if (next.sizes().isEmpty()) {
            if (sums.sizes().isEmpty()) {
                return next;
            }
            next = next.counted(sums.sizes(), Instant.EPOCH);
        }
        if (next.pardoned().pending()) {
            next = next.pardoning(new Pardoned(sums.failed(), sums.judged(), false));
        }
        long target = target(spec, next);
        boolean waveIsOver = next.allowed() >= target && sums.ended() >= target;
        var limit = spec.pause();
        if (!next.back() && limit != null) {
            long failed = sums.failed() - next.pardoned().failed();
            long judged = sums.judged() - next.pardoned().judged();
            if (limit.isPassed(failed, judged, waveIsOver)) {
                return stopped(spec, next, failed, judged);
            }
        }
        while (waveIsOver && !isLast(spec, next)) {
            next = next.wave(next.wave() + 1);
            target = target(spec, next);
            waveIsOver = next.allowed() >= target && sums.ended() >= target;
        }
        if (waveIsOver) {
            return sums.inFlight() > 0
                    ? next
                    : next.in(next.back() ? State.ROLLED_BACK : State.DONE, sums.devices() == 0 ? NOBODY : next.why());
        }
        return allowed(spec, next, sums, target, now);
    }

    private static final String NOBODY = "no device matches the filter";

    private static Course stopped(CampaignSpec spec, Course course, long failed, long judged) {
        var why = String.format(
                Locale.ROOT,
                "%d of %d devices failed in wave %d, more than %s %%",
                failed,
                judged,
                course.wave() + 1,
                number(spec.pause() == null ? 0 : spec.pause().failures()));
        return spec.rollback()
                ? course.pass(course.pass() + 1, true).in(State.ROLLING_BACK, why)
                : course.in(State.PAUSED, why);
    }

    private static String number(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    private static boolean isLast(CampaignSpec spec, Course course) {
        return course.back() || course.wave() + 1 >= spec.waves().size();
    }

    /** How many devices have begun when the wave is over. */
    static long target(CampaignSpec spec, Course course) {
        long total = course.total();
        if (course.back()) {
            return total;
        }
        long target = 0;
        for (var wave : spec.waves().subList(0, course.wave() + 1)) {
            target = Math.max(target, size(wave, total));
        }
        return Math.min(total, target);
    }

    private static long size(CampaignSpec.Wave wave, long total) {
        if (wave instanceof CampaignSpec.Wave.Percent percent) {
            return (long) Math.ceil(total * percent.percent() / 100 - 1e-9);
        }
        return ((CampaignSpec.Wave.Count) wave).devices();
    }

    private static Course allowed(CampaignSpec spec, Course course, Sums sums, long target, Instant now) {
        var pace = spec.pace();
        var window = pace.window();
        if (!course.back() && window != null && !window.isOpen(now)) {
            return course;
        }
        long room = target - course.allowed();
        if (pace.concurrent() > 0) {
            room = Math.min(room, pace.concurrent() - (course.allowed() - sums.ended()));
        }
        if (room <= 0) {
            return course;
        }
        if (pace.perMinute() == 0) {
            return course.allowing(course.allowed() + room, now);
        }
        // One at once, and what there was no chance for only as far as a few seconds go.
        long each = (MINUTE_MILLIS + pace.perMinute() - 1) / pace.perMinute();
        var earliest = now.minusMillis(each + CATCH_UP.toMillis());
        var first = course.allowed() == 0 ? now.minusMillis(each) : earliest;
        var from = course.paced().isBefore(first) ? first : course.paced();
        long due = Duration.between(from, now).toMillis() * pace.perMinute() / MINUTE_MILLIS;
        long begin = Math.min(room, due);
        return begin <= 0
                ? course
                : course.allowing(course.allowed() + begin, from.plusMillis(begin * MINUTE_MILLIS / pace.perMinute()));
    }
}

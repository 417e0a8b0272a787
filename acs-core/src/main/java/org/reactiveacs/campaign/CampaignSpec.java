package org.reactiveacs.campaign;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.task.DailyWindow;

/**
 * What a campaign says.
 *
 * @param filter which devices, as filters are written; looked at once, when the campaign starts
 * @param action what each of them gets
 * @param waves how many of them get it at a time, at least one wave
 * @param pace how fast
 * @param check when a device counts as well
 * @param pause when it pauses by itself, null never
 * @param rollback whether devices go back by themselves when it has paused by itself
 * @param wake whether devices are asked to call
 */
public record CampaignSpec(
        String filter,
        Action action,
        List<Wave> waves,
        Pace pace,
        Check check,
        @Nullable Limit pause,
        boolean rollback,
        boolean wake) {

    public CampaignSpec {
        waves = List.copyOf(waves);
    }

    /** How many devices have got it when a wave is over, those of the waves before among them. */
    public sealed interface Wave {
        /** So many devices. */
        record Count(long devices) implements Wave {}

        /** So many of a hundred that matched; at least one. */
        record Percent(double percent) implements Wave {}
    }

    /**
     * How fast it goes.
     *
     * @param perMinute devices that may begin a minute, 0 for any number
     * @param concurrent devices of which the outcome is not known yet, 0 for any number
     * @param window hours in which devices may begin, null for any
     * @param patience how long a device may take to call before it is left out
     */
    public record Pace(
            int perMinute, int concurrent, @Nullable DailyWindow window, Duration patience) {}

    /**
     * When a device counts as well.
     *
     * @param within how long it may take from the device's taking the order until it is as it should be
     * @param watch how long it is looked at after it was done
     * @param boots how often it may boot in that time
     * @param when an expression that must be true of it, null for none
     */
    public record Check(
            Duration within,
            Duration watch,
            int boots,
            @Nullable String when) {}

    /**
     * When a campaign pauses by itself: if more than so many of a hundred failed, as soon as so many are judged or a wave is over.
     *
     * @param failures percent
     * @param atLeast devices judged
     */
    public record Limit(double failures, int atLeast) {

        /** Whether it is overstepped. */
        boolean isPassed(long failed, long judged, boolean waveIsOver) {
            return judged > 0 && (waveIsOver || judged >= atLeast) && failed * 100.0 > failures * judged;
        }
    }
}

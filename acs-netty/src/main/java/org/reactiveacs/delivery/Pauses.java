package org.reactiveacs.delivery;

import io.github.resilience4j.core.IntervalFunction;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Places that fail, each left alone for a while, ever longer. One tries for all that wait for it. For one thread. */
final class Pauses {
    private static final double LONGER = 2;
    private static final double JITTER = 0.5;

    /** Nothing has led to such a place for long. */
    private static final Duration FORGOTTEN = Duration.ofHours(1);

    private final IntervalFunction waits;
    private final Map<String, Pause> pauses = new HashMap<>();

    Pauses(DeliverySettings.Patience patience) {
        this.waits = IntervalFunction.ofExponentialRandomBackoff(patience.first(), LONGER, JITTER, patience.most());
    }

    /**
     * That a place is left alone.
     *
     * @param failures how often in a row it has failed
     * @param sinceNanos since when that is known
     * @param why it failed last, empty while one tries
     */
    private record Pause(int failures, long sinceNanos, long untilNanos, String why) {}

    private static String place(URI url) {
        return url.getAuthority();
    }

    private @Nullable Pause of(URI url) {
        return pauses.get(place(url));
    }

    void forgetOld() {
        long now = System.nanoTime();
        pauses.values().removeIf(pause -> now - pause.untilNanos() > FORGOTTEN.toNanos());
    }

    boolean isFree(URI url) {
        var pause = of(url);
        return pause == null || System.nanoTime() - pause.untilNanos() >= 0;
    }

    /** Until when it is left alone. */
    long untilNanos(URI url) {
        var pause = of(url);
        return pause == null ? System.nanoTime() : pause.untilNanos();
    }

    /** Why it failed, empty if it did not or one tries it just now. */
    String why(URI url) {
        var pause = of(url);
        return pause == null ? "" : pause.why();
    }

    /** Something is posted there: where it failed before, the others wait to see whether that goes well. */
    void tries(URI url, Duration atMost) {
        var pause = of(url);
        if (pause != null) {
            pause(url, pause.failures(), atMost, "");
        }
    }

    void isWell(URI url) {
        pauses.remove(place(url));
    }

    /**
     * It has failed; those that were under way together have failed once.
     *
     * @param asked how long it wants to be left alone
     * @param begunNanos when that was posted which failed
     */
    void failed(URI url, Duration asked, long begunNanos, String why) {
        var before = of(url);
        if (before != null && before.sinceNanos() - begunNanos > 0) {
            return;
        }
        int failures = before == null ? 1 : before.failures() + 1;
        var wait = Duration.ofMillis(waits.apply(failures));
        pause(url, failures, asked.compareTo(wait) > 0 ? asked : wait, why);
    }

    private void pause(URI url, int failures, Duration how, String why) {
        long now = System.nanoTime();
        pauses.put(place(url), new Pause(failures, now, now + how.toNanos(), why));
    }
}

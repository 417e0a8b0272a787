package org.reactiveacs.anomaly;

import java.time.Duration;

/** Durations as people write them: {@code 10m}. */
final class Durations {
    private Durations() {}

    static String text(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds == 0 || seconds % 60 != 0) {
            return seconds + "s";
        }
        long minutes = seconds / 60;
        return minutes % 60 != 0 ? minutes + "m" : minutes / 60 + "h";
    }
}

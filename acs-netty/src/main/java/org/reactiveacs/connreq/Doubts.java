package org.reactiveacs.connreq;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.port.WakeOutcome.Result;

/** Devices that were asked in vain last time, for an hour and within bounds: most of them will not answer the next time either. */
final class Doubts {
    private static final Duration KEPT = Duration.ofHours(1);

    private final Cache<DeviceId, Result> failures;

    /** @param most devices that are remembered */
    Doubts(int most) {
        failures = Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterWrite(KEPT)
                .executor(Runnable::run)
                .build();
    }

    /** What became of a device that was wanted. */
    void ended(DeviceId device, Result result) {
        switch (result) {
            case REACHED, CALLED -> failures.invalidate(device);
            case NO_SESSION, BUSY, CREDENTIALS, REFUSED, UNREACHABLE -> failures.put(device, result);
            case NO_ADDRESS, FORBIDDEN_ADDRESS, UNKNOWN_DEVICE, QUEUE_FULL, LOST -> {
                // It was not asked.
            }
        }
    }

    /** Whether a device was asked in vain last time. */
    boolean areAbout(DeviceId device) {
        return failures.getIfPresent(device) != null;
    }
}

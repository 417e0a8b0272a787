package org.reactiveacs.port;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Reach.Way;

/**
 * What became of a connection request (TR-069 A6 §3.2.2).
 *
 * @param result how it ended
 * @param way how the device was asked, null when it was not
 * @param reason for the operator, empty when the device was reached
 * @param took from the order until then
 */
public record WakeOutcome(Result result, @Nullable Way way, String reason, Duration took) {

    /** How it ended. */
    public enum Result {
        /** The device opened a session since it was asked to. */
        REACHED,
        /** The device opened a session for another reason meanwhile, which serves as well. */
        CALLED,
        /** The device said that it would call, and did not within its time. */
        NO_SESSION,
        /** The device has a session already and takes no request, for all the time that was given. */
        BUSY,
        /** The device did not accept the credentials. */
        CREDENTIALS,
        /** The device answered something else, such as that it does not know the URL. */
        REFUSED,
        /** Nothing answers there. */
        UNREACHABLE,
        /** The device never told how it can be reached. */
        NO_ADDRESS,
        /** Where it says that it can be reached is not in the networks that may be called. */
        FORBIDDEN_ADDRESS,
        /** No such device is known. */
        UNKNOWN_DEVICE,
        /** So many requests wait that no more are taken. */
        QUEUE_FULL,
        /** The node that had the request in hand is gone, or the server stops. */
        LOST;

        /** As it stands in answers of the API and in metrics. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Whether a session followed. */
    public boolean isReached() {
        return result == Result.REACHED || result == Result.CALLED;
    }
}

package org.reactiveacs.session;

import java.time.Instant;
import org.reactiveacs.device.DeviceId;

/**
 * Ids of tasks that a session orders: 26 characters that sort by time as those of operators' tasks do, and that no other task of the
 * device has.
 */
final class TaskIds {

    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int TIME_CHARS = 10;
    private static final int CHARS = 26;

    private TaskIds() {}

    /**
     * The id of a session's task.
     *
     * @param number of the task within the session
     */
    static String of(DeviceId device, Instant sessionStart, Instant now, int number) {
        var text = new char[CHARS];
        long time = now.toEpochMilli();
        for (int i = TIME_CHARS - 1; i >= 0; i--) {
            text[i] = DIGITS.charAt((int) (time & 31));
            time >>>= 5;
        }
        text[TIME_CHARS] = DIGITS.charAt(number >>> 5 & 31);
        text[TIME_CHARS + 1] = DIGITS.charAt(number & 31);
        long mixed = device.value().hashCode() * 0x9E3779B97F4A7C15L ^ sessionStart.toEpochMilli();
        for (int i = TIME_CHARS + 2; i < CHARS; i++) {
            mixed = mixed * 0x5851F42D4C957F2DL + 0x14057B7EF767814FL;
            text[i] = DIGITS.charAt((int) (mixed >>> 59));
        }
        return new String(text);
    }
}

package org.reactiveacs.capture;

import java.time.Instant;

/**
 * A request of a device or an answer to it.
 *
 * @param at when the last of it came, or when it went out
 * @param node that had it
 * @param peer address of the device, or of the proxy before it
 * @param direction who said it
 * @param status of HTTP; 0 for a request
 * @param bytes of the whole body
 * @param body its beginning, as text, with secrets masked
 * @param isCut whether the body goes on
 */
public record CapturedMessage(
        Instant at, String node, String peer, Direction direction, int status, long bytes, String body, boolean isCut) {

    /** Who says something. */
    public enum Direction {
        FROM_DEVICE,
        TO_DEVICE
    }
}

package org.reactiveacs.connreq;

import java.util.concurrent.TimeUnit;

/**
 * How many devices may be on their way to us because we asked them to call. Nobody knows how soon they come, nor how many can be served
 * beside those that call by themselves, so it is found out as TCP does with a line: with each device that comes there may be one more,
 * and a third fewer while the node has its hands full. Belongs to an event loop.
 */
final class Window {
    private static final double LEAST = 64;
    private static final double LESS = 0.7;
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final double most;
    private double size = LEAST;
    private long shrunk;

    /**
     * @param most that may ever be on their way
     * @param now by {@link System#nanoTime}
     */
    Window(int most, long now) {
        this.most = Math.max(LEAST, most);
        this.shrunk = now - REST_NANOS;
    }

    /** Whether one more may be asked beside so many that are on their way or are being asked. */
    boolean hasRoom(int onTheWay) {
        return onTheWay < size();
    }

    /** Devices that may be on their way. */
    int size() {
        return (int) size;
    }

    /** One came; it is a reason for more if as many as may be were on their way, and half of them will do. */
    void came(int onTheWay) {
        if (onTheWay >= size / 2) {
            size = Math.min(most, size + 1);
        }
    }

    /** The node has its hands full. What that changes is not seen at once, so it counts once in a while. */
    void crowded(long now) {
        if (now - shrunk >= REST_NANOS) {
            shrunk = now;
            size = Math.max(LEAST, size * LESS);
        }
    }
}

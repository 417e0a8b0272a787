package org.reactiveacs.connreq;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.function.Consumer;
import org.reactiveacs.device.Reach;

/** One way of asking devices to call. Thread-safe. */
public interface Route {
    /** Which it is. */
    Reach.Way way();

    /** Whether a device can be asked so, as far as it told. */
    boolean isOffered(Contact contact);

    /** In which a device calls that was asked, before another way is tried. */
    Duration patience();

    /**
     * The device has opened a session and says that it was asked to, after this way was the last by which it was.
     *
     * @param contact as it was asked
     */
    default void called(Contact contact) {}

    /**
     * The device was asked by this way and has not called in its time.
     *
     * @param contact as it was asked
     */
    default void silent(Contact contact) {}

    /**
     * Finds out where a device is to be asked, and sends it nothing yet.
     *
     * @param loop that does the work
     * @param found hears the place, once and on that loop
     */
    void locate(Contact contact, EventLoop loop, Consumer<Place> found);
}

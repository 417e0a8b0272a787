package org.reactiveacs.connreq;

import io.netty.channel.EventLoop;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Reach;

/** What is known of devices to those that ask them. Thread-safe. */
interface Phonebook {

    /**
     * What a look came to.
     *
     * @param contact null when the device is not known, or cannot be looked up
     * @param failure why it cannot be looked up, empty otherwise
     */
    record Found(@Nullable Contact contact, String failure) {}

    /**
     * Looks a device up.
     *
     * @param told once, on the loop
     */
    void find(DeviceId device, EventLoop loop, Consumer<Found> told);

    /**
     * Looks whether a device has called, on whichever node.
     *
     * @param since a moment
     * @param looked is told once, on the loop
     */
    void hasCalled(DeviceId device, Instant since, EventLoop loop, Consumer<Boolean> looked);

    /** Keeps how a device was reached. */
    void reached(DeviceId device, Reach reach);
}

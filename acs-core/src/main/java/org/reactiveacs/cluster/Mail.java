package org.reactiveacs.cluster;

import org.reactiveacs.device.DeviceId;
import org.reactiveacs.port.Wake;
import org.reactiveacs.port.WakeOutcome;
import reactor.core.publisher.Flux;

/**
 * How nodes tell one another of what already stands in the store. A letter is a hint: losing one loses no truth, so
 * whoever waits for one also looks.
 */
public interface Mail {

    /** A letter, to every node. */
    sealed interface Letter {
        /** A task ended. */
        record TaskEnded(DeviceId device, String taskId) implements Letter {}

        /** A task was ordered, so a session of the device that lingers may take it. */
        record TaskAdded(DeviceId device, String taskId) implements Letter {}

        /** The node that holds the device's partition shall ask it to call, and say under this name what became of it. */
        record WakeAsked(DeviceId device, String request, Wake.Urgency urgency) implements Letter {}

        /** That is what became of it. */
        record WakeEnded(DeviceId device, String request, WakeOutcome outcome) implements Letter {}

        /** Somebody waits for a device: its session shall stay open for a while when there is nothing left to do. */
        record DeviceWatched(DeviceId device) implements Letter {}

        /** A session stays open so, and takes what is ordered now. */
        record SessionLingers(DeviceId device) implements Letter {}

        /** A device has opened a session, and says perhaps that it was asked to. */
        record DeviceCalled(DeviceId device, boolean requested) implements Letter {}

        /**
         * A node shall send a datagram to a device, from the socket to which the device keeps its NAT open.
         *
         * @param node the node's name
         * @param host the device's public address
         * @param port the public port
         * @param text what the datagram says
         */
        record DatagramAsked(DeviceId device, String node, String host, int port, String text) implements Letter {}
    }

    /** Sends a letter; never blocks, never fails. */
    void send(Letter letter);

    /** Letters from now on. A reader that is too slow loses the oldest. */
    Flux<Letter> letters();
}

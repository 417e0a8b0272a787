package org.reactiveacs.simulator.client;

import java.util.List;
import org.reactiveacs.cwmp.AcsRequest;
import org.reactiveacs.cwmp.EventStruct;

/** Hears of a session, on the event loop of its device. */
public interface SessionListener {
    /** The ACS has taken an Inform with these events. */
    default void informed(List<EventStruct> events) {}

    /**
     * The device has done, or refused, what the ACS asked for; its answer is about to be sent.
     *
     * @param isRefused whether the answer is a fault, and nothing was done
     */
    void answered(AcsRequest request, boolean isRefused);

    /** The session is over, and its connection closed or closing. */
    void ended(Outcome outcome);
}

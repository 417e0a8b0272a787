package org.reactiveacs.simulator.client;

/** Hears of a session, on the event loop of its device. */
public interface SessionListener {
    /**
     * The device answered a request of the ACS.
     *
     * @param rpc the name of the request
     */
    void answered(String rpc);

    /** The session is over, and its connection closed or closing. */
    void ended(Outcome outcome);
}

package org.reactiveacs.simulator.fleet;

import java.time.Instant;
import org.reactiveacs.cwmp.AcsRequest;
import org.reactiveacs.simulator.cpe.CpeIdentity;

/** Hears what devices did that shows when it is done twice; called on the event loops. */
@FunctionalInterface
public interface Executions {
    /** Hears nothing. */
    Executions NONE = (device, request, at) -> {};

    /** A device has done what was asked, whether or not its answer arrives. */
    void executed(CpeIdentity device, AcsRequest request, Instant at);
}

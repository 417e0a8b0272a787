package org.reactiveacs.tracing;

import java.util.function.Consumer;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.Visit;
import org.reactiveacs.store.DeviceStore;
import org.reactiveacs.store.SessionKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the traces of sessions that the store has ended since their CPE said nothing more. When they began it does not say: that stands in the
 * device's visits, which are read for the few that are traced.
 */
public final class TimedOut implements Consumer<SessionKey> {

    private static final Logger LOG = LoggerFactory.getLogger(TimedOut.class);

    private final Traces traces;
    private final DeviceStore devices;

    public TimedOut(Traces traces, DeviceStore devices) {
        this.traces = traces;
        this.devices = devices;
    }

    @Override
    public void accept(SessionKey key) {
        var trace = traces.of(key.token());
        if (trace != null) {
            devices.find(key.device())
                    .subscribe(
                            known -> {
                                if (known.head() != null) {
                                    ended(trace, known.head());
                                }
                            },
                            failure -> LOG.debug("trace not ended device={}", key.device(), failure));
        }
    }

    private static void ended(SessionTrace trace, Device head) {
        for (var visit : head.visits()) {
            // It is the last that did, even if the device has called again meanwhile.
            if (visit.end() == Visit.End.TIMED_OUT) {
                trace.ended(
                        new TracedSession(head.id(), head.identity(), visit.events(), visit.at()),
                        "timed-out",
                        visit.at().plusMillis(visit.millis()));
                return;
            }
        }
    }
}

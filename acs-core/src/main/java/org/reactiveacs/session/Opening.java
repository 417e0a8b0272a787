package org.reactiveacs.session;

import java.time.Duration;
import java.util.List;
import org.reactiveacs.cwmp.CwmpVersion;
import org.reactiveacs.cwmp.Envelope;
import org.reactiveacs.cwmp.EventStruct;
import org.reactiveacs.cwmp.Header;
import org.reactiveacs.cwmp.Inform;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.store.StoredSession;

/**
 * An Inform that opens a session, as far as the session needs it until its first commit: any node can begin the session from it.
 * Who called and what was reported stands in the head by then.
 *
 * @param deviceId whose
 * @param version of the envelope
 * @param header of the envelope
 * @param events why it called
 * @param digest of the message's bytes
 * @param timeout after how long without a message the session ends
 */
public record Opening(
        DeviceId deviceId, CwmpVersion version, Header header, List<EventStruct> events, long digest, Duration timeout)
        implements StoredSession {

    public Opening {
        events = List.copyOf(events);
    }

    /** The opening that an Inform is. */
    public static Opening of(DeviceId device, Envelope envelope, Inform inform, long digest, Duration timeout) {
        return new Opening(device, envelope.version(), envelope.header(), inform.event(), digest, timeout);
    }
}

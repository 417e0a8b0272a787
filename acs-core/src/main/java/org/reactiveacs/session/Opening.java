package org.reactiveacs.session;

import java.time.Duration;
import java.util.List;
import org.reactiveacs.cwmp.Envelope;
import org.reactiveacs.cwmp.Inform;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.store.StoredSession;

/**
 * An Inform that opens a session, as it stands for the session until its first commit: any node can begin the session
 * from it.
 *
 * @param deviceId whose
 * @param envelope holds the Inform, without the ParameterList: that is the head's by then
 * @param digest of the message's bytes
 * @param timeout after how long without a message the session ends
 */
public record Opening(DeviceId deviceId, Envelope envelope, long digest, Duration timeout) implements StoredSession {

    /** The opening that an Inform is. */
    public static Opening of(DeviceId device, Envelope envelope, Inform inform, long digest, Duration timeout) {
        var rest = new Inform(
                inform.deviceId(),
                inform.event(),
                inform.maxEnvelopes(),
                inform.currentTime(),
                inform.retryCount(),
                List.of());
        return new Opening(device, Envelope.of(envelope.version(), envelope.header(), rest), digest, timeout);
    }

    /** The Inform itself. */
    public Inform inform() {
        return (Inform) envelope.message();
    }
}

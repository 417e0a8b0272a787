package org.reactiveacs.store.record;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Identity;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.store.Arrival;
import org.reactiveacs.store.SessionKey;
import org.reactiveacs.store.StoredSession;

/**
 * An admitted arrival in bytes, for stores that work the head out later. What counts for the verdict alone is left out:
 * how the caller proved who it is, the rules, and the opening.
 */
public final class ArrivalCodec {

    private static final byte FORMAT = 1;

    private static final Arrival.Rules NO_RULES = new Arrival.Rules(Arrival.Unknown.ACCEPT, Arrival.AfterReset.ACCEPT);

    private record Past(DeviceId deviceId, Duration timeout) implements StoredSession {}

    private ArrivalCodec() {}

    public static byte[] encode(Arrival arrival) {
        var out = new RecordOutput(FORMAT);
        var identity = arrival.identity();
        out.writeText(identity.manufacturer());
        out.writeText(identity.oui());
        out.writeText(identity.productClass());
        out.writeText(identity.serialNumber());
        out.writeInstant(arrival.caller().at());
        out.writeText(arrival.caller().peer());
        var inform = arrival.inform();
        out.writeTexts(inform.events());
        out.writeNumber(inform.retryCount());
        out.writeNumber(inform.parameters().size());
        inform.parameters().forEach(parameter -> HeadParts.writeParameter(parameter, out));
        out.writeTexts(inform.macs());
        out.writeTexts(inform.quirks());
        return out.toBytes();
    }

    /** The arrival of a device, as far as it was kept. */
    public static Arrival decode(byte[] bytes, DeviceId device) {
        var in = new RecordInput(bytes, FORMAT, "arrival");
        var identity = new Identity(in.readText(), in.readText(), in.readText(), in.readText());
        var caller = new Arrival.Caller(in.readInstant(), in.readText(), Arrival.Proof.NONE, 0, 0, 0);
        var events = in.readTexts();
        int retryCount = (int) in.readNumber();
        int count = in.readSize();
        List<Parameter> parameters = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            parameters.add(HeadParts.readParameter(in));
        }
        var facts = new Arrival.Facts(events, retryCount, parameters, in.readTexts(), new TreeSet<>(in.readTexts()));
        return new Arrival(
                "",
                new SessionKey(device, ""),
                device,
                identity,
                caller,
                facts,
                NO_RULES,
                new Past(device, Duration.ZERO));
    }
}

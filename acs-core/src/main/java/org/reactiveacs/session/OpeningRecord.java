package org.reactiveacs.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.reactiveacs.cwmp.CwmpVersion;
import org.reactiveacs.cwmp.EventStruct;
import org.reactiveacs.cwmp.Header;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.store.record.RecordInput;
import org.reactiveacs.store.record.RecordOutput;

/** An {@link Opening} in bytes. Every Inform writes one, and hardly any is read again. */
final class OpeningRecord {

    static final byte FORMAT = 2;

    private OpeningRecord() {}

    static byte[] encode(Opening opening) {
        var out = new RecordOutput(FORMAT);
        out.writeText(opening.deviceId().tenant());
        out.writeText(opening.deviceId().value());
        out.writeText(opening.version().number());
        var header = opening.header();
        out.writeOptionalText(header.id());
        out.writeBoolean(header.holdRequests());
        out.writeBoolean(header.noMoreRequests());
        var timeout = header.sessionTimeout();
        out.writeBoolean(timeout != null);
        if (timeout != null) {
            out.writeSigned(timeout);
        }
        out.writeTexts(header.supportedCwmpVersions());
        out.writeOptionalText(header.useCwmpVersion());
        out.writeNumber(opening.events().size());
        for (var event : opening.events()) {
            out.writeText(event.eventCode());
            out.writeText(event.commandKey());
        }
        out.writeSigned(opening.digest());
        out.writeNumber(opening.timeout().toMillis());
        return out.toBytes();
    }

    static Opening decode(byte[] bytes) {
        var in = new RecordInput(bytes, FORMAT, "opening");
        var device = new DeviceId(in.readText(), in.readText());
        var version = version(in.readText());
        var header = new Header(
                in.readOptionalText(),
                in.readBoolean(),
                in.readBoolean(),
                in.readBoolean() ? (int) in.readSigned() : null,
                in.readTexts(),
                in.readOptionalText());
        int count = in.readSize();
        List<EventStruct> events = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            events.add(new EventStruct(in.readText(), in.readText()));
        }
        return new Opening(device, version, header, events, in.readSigned(), Duration.ofMillis(in.readNumber()));
    }

    private static CwmpVersion version(String number) {
        for (var version : CwmpVersion.values()) {
            if (version.number().equals(number)) {
                return version;
            }
        }
        throw new IllegalStateException("an opening names CWMP " + number + ", which this version does not know");
    }
}

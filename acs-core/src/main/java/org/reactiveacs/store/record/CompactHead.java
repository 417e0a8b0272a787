package org.reactiveacs.store.record;

import java.time.Instant;
import java.util.Map;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Identity;
import org.reactiveacs.device.Parameter;

/**
 * A head: texts that come often are numbers, and times stand beside the last contact's. Visits are {@link PackedVisits}, of which
 * sessions read and write the newest alone. From format 4 on it tells how the device stands with its policies.
 */
final class CompactHead {

    /** Without policies. */
    static final byte PLAIN = 3;

    static final byte FORMAT = 4;

    private CompactHead() {}

    static byte[] encode(Device device, byte format) {
        var out = new RecordOutput(format);
        var texts = new HeadTexts();
        texts.write(device.id().tenant(), out);
        texts.write(device.id().value(), out);
        texts.write(device.identity().manufacturer(), out);
        texts.write(device.identity().oui(), out);
        texts.write(device.identity().productClass(), out);
        texts.write(device.identity().serialNumber(), out);
        var contact = device.contact();
        out.writeInstant(contact.first());
        out.writeInstant(contact.last());
        out.writeOptionalInstant(contact.bootstrap());
        texts.writeAll(contact.events(), out);
        texts.write(contact.peer(), out);
        HeadParts.writeStanding(device.standing(), out);
        if (format == FORMAT) {
            HeadParts.writeSettled(device.standing(), contact.last(), out);
        }
        HeadParts.writeAccess(device.access(), out);
        out.writeNumber(device.reported().size());
        for (var parameter : device.reported().values()) {
            writeReported(parameter, contact.last(), texts, out);
        }
        out.writeTexts(device.macs());
        PackedVisits.of(device.visits()).write(contact.last(), out);
        return out.toBytes();
    }

    static Device decode(byte[] bytes) {
        boolean isPlain = bytes.length > 0 && bytes[0] == PLAIN;
        var in = new RecordInput(bytes, PLAIN, FORMAT, "device");
        var texts = new HeadTexts();
        var id = new DeviceId(texts.read(in), texts.read(in));
        var identity = new Identity(texts.read(in), texts.read(in), texts.read(in), texts.read(in));
        var contact = new Device.Contact(
                in.readInstant(), in.readInstant(), in.readOptionalInstant(), texts.readAll(in), texts.read(in));
        var standing = HeadParts.readStanding(in);
        if (!isPlain) {
            standing = HeadParts.readSettled(standing, contact.last(), in);
        }
        var access = HeadParts.readAccess(in);
        int count = in.readSize();
        @SuppressWarnings({"unchecked", "rawtypes"}) // No array of a generic type can be made otherwise.
        Map.Entry<String, Parameter>[] reported = new Map.Entry[count];
        for (int i = 0; i < count; i++) {
            var parameter = readReported(contact.last(), texts, in);
            reported[i] = Map.entry(parameter.path(), parameter);
        }
        var macs = in.readTexts();
        var visits = PackedVisits.read(contact.last(), in);
        return new Device(id, identity, contact, standing, access, Map.ofEntries(reported), macs, visits);
    }

    /** Most are as old as the last contact. */
    private static void writeReported(Parameter parameter, Instant last, HeadTexts texts, RecordOutput out) {
        texts.write(parameter.path(), out);
        HeadParts.writeValue(parameter, out);
        var readAt = parameter.readAt();
        out.writeBoolean(readAt != null);
        if (readAt != null) {
            out.writeSince(last, readAt);
        }
    }

    private static Parameter readReported(Instant last, HeadTexts texts, RecordInput in) {
        return HeadParts.readValue(texts.read(in), in).at(in.readBoolean() ? in.readSince(last) : null);
    }
}

package org.reactiveacs.store.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Identity;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.Visit;
import org.reactiveacs.device.Visits;

/**
 * A head: texts that come often are numbers, and times stand beside the last contact's. From format 3 on visits are {@link
 * PackedVisits}, of which sessions read and write the newest alone.
 */
final class CompactHead {

    /** Visits are written out. */
    static final byte LISTED = 2;

    static final byte FORMAT = 3;

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
        HeadParts.writeAccess(device.access(), out);
        out.writeNumber(device.reported().size());
        for (var parameter : device.reported().values()) {
            writeReported(parameter, contact.last(), texts, out);
        }
        out.writeTexts(device.macs());
        if (format == FORMAT) {
            PackedVisits.of(device.visits()).write(contact.last(), out);
        } else {
            writeListed(device.visits(), contact.last(), texts, out);
        }
        return out.toBytes();
    }

    static Device decode(byte[] bytes) {
        boolean isListed = bytes.length > 0 && bytes[0] == LISTED;
        var in = new RecordInput(bytes, isListed ? LISTED : FORMAT, "device");
        var texts = new HeadTexts();
        var id = new DeviceId(texts.read(in), texts.read(in));
        var identity = new Identity(texts.read(in), texts.read(in), texts.read(in), texts.read(in));
        var contact = new Device.Contact(
                in.readInstant(), in.readInstant(), in.readOptionalInstant(), texts.readAll(in), texts.read(in));
        var standing = HeadParts.readStanding(in);
        var access = HeadParts.readAccess(in);
        int count = in.readSize();
        @SuppressWarnings({"unchecked", "rawtypes"}) // No array of a generic type can be made otherwise.
        Map.Entry<String, Parameter>[] reported = new Map.Entry[count];
        for (int i = 0; i < count; i++) {
            var parameter = readReported(contact.last(), texts, in);
            reported[i] = Map.entry(parameter.path(), parameter);
        }
        var macs = in.readTexts();
        var visits = isListed ? readListed(contact.last(), texts, in) : PackedVisits.read(contact.last(), in);
        return new Device(id, identity, contact, standing, access, Map.ofEntries(reported), macs, visits);
    }

    private static void writeListed(List<Visit> visits, Instant last, HeadTexts texts, RecordOutput out) {
        out.writeNumber(visits.size());
        var before = last;
        for (var visit : visits) {
            writeVisit(visit, before, texts, out);
            before = visit.at();
        }
    }

    private static Visits readListed(Instant last, HeadTexts texts, RecordInput in) {
        int count = in.readSize();
        List<Visit> visits = new ArrayList<>(count);
        var before = last;
        for (int i = 0; i < count; i++) {
            var visit = readVisit(before, texts, in);
            visits.add(visit);
            before = visit.at();
        }
        return PackedVisits.of(visits);
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

    private static void writeVisit(Visit visit, Instant before, HeadTexts texts, RecordOutput out) {
        out.writeSince(before, visit.at());
        texts.writeAll(visit.events(), out);
        texts.write(visit.peer(), out);
        out.writeNumber(visit.retryCount());
        texts.writeAll(visit.done(), out);
        out.writeByte(HeadParts.endNumber(visit.end()));
        out.writeNumber(visit.millis());
    }

    private static Visit readVisit(Instant before, HeadTexts texts, RecordInput in) {
        return new Visit(
                in.readSince(before),
                texts.readAll(in),
                texts.read(in),
                (int) in.readNumber(),
                texts.readAll(in),
                HeadParts.end(in.readByte()),
                in.readNumber());
    }
}

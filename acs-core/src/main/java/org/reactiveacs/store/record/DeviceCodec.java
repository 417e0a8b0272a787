package org.reactiveacs.store.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Access;
import org.reactiveacs.device.Attributes;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Identity;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.Standing;
import org.reactiveacs.device.Visit;

/** The head of a device in bytes. Read and written by every session, so plain and compact. */
public final class DeviceCodec {

    private static final byte FORMAT = 2;

    /** All texts were written out, and all times in full. */
    private static final byte PLAIN = 1;

    private static final Visit.End[] ENDS = Visit.End.values();

    private DeviceCodec() {}

    public static byte[] encode(Device device) {
        var out = new RecordOutput(FORMAT);
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
        writeStanding(device.standing(), out);
        writeAccess(device.access(), out);
        out.writeNumber(device.reported().size());
        device.reported().values().forEach(parameter -> writeReported(parameter, contact.last(), texts, out));
        out.writeTexts(device.macs());
        out.writeNumber(device.visits().size());
        var before = contact.last();
        for (var visit : device.visits()) {
            writeVisit(visit, before, texts, out);
            before = visit.at();
        }
        return out.toBytes();
    }

    public static Device decode(byte[] bytes) {
        if (bytes.length > 0 && bytes[0] == PLAIN) {
            return decodePlain(bytes);
        }
        var in = new RecordInput(bytes, FORMAT, "device");
        var texts = new HeadTexts();
        var id = new DeviceId(texts.read(in), texts.read(in));
        var identity = new Identity(texts.read(in), texts.read(in), texts.read(in), texts.read(in));
        var contact = new Device.Contact(
                in.readInstant(), in.readInstant(), in.readOptionalInstant(), texts.readAll(in), texts.read(in));
        var standing = readStanding(in);
        var access = readAccess(in);
        int count = in.readSize();
        Map<String, Parameter> reported = new HashMap<>(count * 2);
        for (int i = 0; i < count; i++) {
            var parameter = readReported(contact.last(), texts, in);
            reported.put(parameter.path(), parameter);
        }
        var macs = in.readTexts();
        count = in.readSize();
        List<Visit> visits = new ArrayList<>(count);
        var before = contact.last();
        for (int i = 0; i < count; i++) {
            var visit = readVisit(before, texts, in);
            visits.add(visit);
            before = visit.at();
        }
        return new Device(id, identity, contact, standing, access, reported, macs, visits);
    }

    private static Device decodePlain(byte[] bytes) {
        var in = new RecordInput(bytes, PLAIN, "device");
        var id = new DeviceId(in.readText(), in.readText());
        var identity = new Identity(in.readText(), in.readText(), in.readText(), in.readText());
        var contact = new Device.Contact(
                in.readInstant(), in.readInstant(), in.readOptionalInstant(), in.readTexts(), in.readText());
        var standing = readStanding(in);
        var access = readAccess(in);
        int count = in.readSize();
        Map<String, Parameter> reported = new HashMap<>(count * 2);
        for (int i = 0; i < count; i++) {
            var parameter = readParameter(in);
            reported.put(parameter.path(), parameter);
        }
        var macs = in.readTexts();
        count = in.readSize();
        List<Visit> visits = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            visits.add(new Visit(
                    in.readInstant(),
                    in.readTexts(),
                    in.readText(),
                    (int) in.readNumber(),
                    in.readTexts(),
                    end(in.readByte()),
                    in.readNumber()));
        }
        return new Device(id, identity, contact, standing, access, reported, macs, visits);
    }

    private static void writeStanding(Standing standing, RecordOutput out) {
        out.writeOptionalInstant(standing.staleBefore());
        out.writeText(standing.ourKey());
        out.writeOptionalInstant(standing.resetSentAt());
        var quarantine = standing.quarantine();
        out.writeBoolean(quarantine != null);
        if (quarantine != null) {
            out.writeText(quarantine.reason());
            out.writeInstant(quarantine.since());
        }
        out.writeOptionalText(standing.duplicate());
        var other = standing.otherBox();
        out.writeBoolean(other != null);
        if (other != null) {
            out.writeText(other.productClass());
            out.writeText(other.mac());
        }
        out.writeTexts(standing.quirks());
    }

    private static Standing readStanding(RecordInput in) {
        var staleBefore = in.readOptionalInstant();
        var ourKey = in.readText();
        var resetSentAt = in.readOptionalInstant();
        var quarantine = in.readBoolean() ? new Standing.Quarantine(in.readText(), in.readInstant()) : null;
        var duplicate = in.readOptionalText();
        var other = in.readBoolean() ? new Standing.Box(in.readText(), in.readText()) : null;
        return new Standing(
                staleBefore, ourKey, resetSentAt, quarantine, duplicate, other, new TreeSet<>(in.readTexts()));
    }

    private static void writeAccess(Access access, RecordOutput out) {
        out.writeNumber(access.keyVersion());
        out.writeBoolean(access.usedStored());
        out.writeBoolean(access.resetAccepted());
        out.writeNumber(access.nonceIssued());
        out.writeNumber(access.nonceCount());
    }

    private static Access readAccess(RecordInput in) {
        return new Access(
                (int) in.readNumber(), in.readBoolean(), in.readBoolean(), in.readNumber(), (int) in.readNumber());
    }

    static void writeParameter(Parameter parameter, RecordOutput out) {
        out.writeText(parameter.path());
        writeValue(parameter, out);
        out.writeOptionalInstant(parameter.readAt());
    }

    static Parameter readParameter(RecordInput in) {
        return readValue(in.readText(), in).at(in.readOptionalInstant());
    }

    /** Most are as old as the last contact. */
    private static void writeReported(Parameter parameter, Instant last, HeadTexts texts, RecordOutput out) {
        texts.write(parameter.path(), out);
        writeValue(parameter, out);
        var readAt = parameter.readAt();
        out.writeBoolean(readAt != null);
        if (readAt != null) {
            writeSince(last, readAt, out);
        }
    }

    private static Parameter readReported(Instant last, HeadTexts texts, RecordInput in) {
        return readValue(texts.read(in), in).at(in.readBoolean() ? readSince(last, in) : null);
    }

    private static void writeValue(Parameter parameter, RecordOutput out) {
        out.writeOptionalText(parameter.value());
        out.writeByte(ModelCodec.typeNumber(parameter.type()) << 2 | ModelCodec.flag(parameter.writable()));
        var attributes = parameter.attributes();
        out.writeBoolean(attributes != null);
        if (attributes != null) {
            out.writeNumber(attributes.notification());
            out.writeTexts(attributes.accessList());
        }
    }

    /** A parameter whose time comes next. */
    private interface Untimed {
        Parameter at(@Nullable Instant readAt);
    }

    private static Untimed readValue(String path, RecordInput in) {
        var value = in.readOptionalText();
        int packed = in.readByte();
        @Nullable
        Attributes attributes = in.readBoolean() ? new Attributes((int) in.readNumber(), in.readTexts()) : null;
        return readAt -> new Parameter(
                path, value, ModelCodec.type(packed >> 2), ModelCodec.flag(packed & 3), attributes, readAt);
    }

    private static void writeSince(Instant one, Instant other, RecordOutput out) {
        out.writeSigned(other.toEpochMilli() - one.toEpochMilli());
    }

    private static Instant readSince(Instant one, RecordInput in) {
        return Instant.ofEpochMilli(one.toEpochMilli() + in.readSigned());
    }

    private static void writeVisit(Visit visit, Instant before, HeadTexts texts, RecordOutput out) {
        writeSince(before, visit.at(), out);
        texts.writeAll(visit.events(), out);
        texts.write(visit.peer(), out);
        out.writeNumber(visit.retryCount());
        texts.writeAll(visit.done(), out);
        out.writeByte(endNumber(visit.end()));
        out.writeNumber(visit.millis());
    }

    private static Visit readVisit(Instant before, HeadTexts texts, RecordInput in) {
        return new Visit(
                readSince(before, in),
                texts.readAll(in),
                texts.read(in),
                (int) in.readNumber(),
                texts.readAll(in),
                end(in.readByte()),
                in.readNumber());
    }

    /** The number that stands for an end in records; never changes once given. */
    private static int endNumber(Visit.End end) {
        return switch (end) {
            case UNDER_WAY -> 0;
            case COMPLETED -> 1;
            case TIMED_OUT -> 2;
            case SUPERSEDED -> 3;
            case FAILED -> 4;
            case QUARANTINED -> 5;
        };
    }

    private static Visit.End end(int number) {
        for (var end : ENDS) {
            if (endNumber(end) == number) {
                return end;
            }
        }
        throw new IllegalStateException(
                "record names an end of visit " + number + ", which this version does not know");
    }
}

package org.reactiveacs.store.record;

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

    private static final byte FORMAT = 1;

    private static final Visit.End[] ENDS = Visit.End.values();

    private DeviceCodec() {}

    public static byte[] encode(Device device) {
        var out = new RecordOutput(FORMAT);
        out.writeText(device.id().tenant());
        out.writeText(device.id().value());
        out.writeText(device.identity().manufacturer());
        out.writeText(device.identity().oui());
        out.writeText(device.identity().productClass());
        out.writeText(device.identity().serialNumber());
        writeContact(device.contact(), out);
        writeStanding(device.standing(), out);
        writeAccess(device.access(), out);
        out.writeNumber(device.reported().size());
        device.reported().values().forEach(parameter -> writeParameter(parameter, out));
        out.writeTexts(device.macs());
        out.writeNumber(device.visits().size());
        device.visits().forEach(visit -> writeVisit(visit, out));
        return out.toBytes();
    }

    public static Device decode(byte[] bytes) {
        var in = new RecordInput(bytes, FORMAT, "device");
        var id = new DeviceId(in.readText(), in.readText());
        var identity = new Identity(in.readText(), in.readText(), in.readText(), in.readText());
        var contact = readContact(in);
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
            visits.add(readVisit(in));
        }
        return new Device(id, identity, contact, standing, access, reported, macs, visits);
    }

    private static void writeContact(Device.Contact contact, RecordOutput out) {
        out.writeInstant(contact.first());
        out.writeInstant(contact.last());
        out.writeOptionalInstant(contact.bootstrap());
        out.writeTexts(contact.events());
        out.writeText(contact.peer());
    }

    private static Device.Contact readContact(RecordInput in) {
        return new Device.Contact(
                in.readInstant(), in.readInstant(), in.readOptionalInstant(), in.readTexts(), in.readText());
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
        out.writeOptionalText(parameter.value());
        out.writeByte(ModelCodec.typeNumber(parameter.type()) << 2 | ModelCodec.flag(parameter.writable()));
        var attributes = parameter.attributes();
        out.writeBoolean(attributes != null);
        if (attributes != null) {
            out.writeNumber(attributes.notification());
            out.writeTexts(attributes.accessList());
        }
        out.writeOptionalInstant(parameter.readAt());
    }

    static Parameter readParameter(RecordInput in) {
        var path = in.readText();
        var value = in.readOptionalText();
        int packed = in.readByte();
        @Nullable
        Attributes attributes = in.readBoolean() ? new Attributes((int) in.readNumber(), in.readTexts()) : null;
        return new Parameter(
                path,
                value,
                ModelCodec.type(packed >> 2),
                ModelCodec.flag(packed & 3),
                attributes,
                in.readOptionalInstant());
    }

    private static void writeVisit(Visit visit, RecordOutput out) {
        out.writeInstant(visit.at());
        out.writeTexts(visit.events());
        out.writeText(visit.peer());
        out.writeNumber(visit.retryCount());
        out.writeTexts(visit.done());
        out.writeByte(endNumber(visit.end()));
        out.writeNumber(visit.millis());
    }

    private static Visit readVisit(RecordInput in) {
        return new Visit(
                in.readInstant(),
                in.readTexts(),
                in.readText(),
                (int) in.readNumber(),
                in.readTexts(),
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

package org.reactiveacs.store.record;

import java.time.Instant;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Access;
import org.reactiveacs.device.Attributes;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.Standing;
import org.reactiveacs.device.Visit;

/** What heads of all formats write alike. */
final class HeadParts {

    private static final Visit.End[] ENDS = Visit.End.values();

    private HeadParts() {}

    static void writeStanding(Standing standing, RecordOutput out) {
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

    static Standing readStanding(RecordInput in) {
        var staleBefore = in.readOptionalInstant();
        var ourKey = in.readText();
        var resetSentAt = in.readOptionalInstant();
        var quarantine = in.readBoolean() ? new Standing.Quarantine(in.readText(), in.readInstant()) : null;
        var duplicate = in.readOptionalText();
        var other = in.readBoolean() ? new Standing.Box(in.readText(), in.readText()) : null;
        return new Standing(
                staleBefore, ourKey, resetSentAt, quarantine, duplicate, other, new TreeSet<>(in.readTexts()));
    }

    static void writeAccess(Access access, RecordOutput out) {
        out.writeNumber(access.keyVersion());
        out.writeBoolean(access.usedStored());
        out.writeBoolean(access.resetAccepted());
        out.writeNumber(access.nonceIssued());
        out.writeNumber(access.nonceCount());
    }

    static Access readAccess(RecordInput in) {
        var access = new Access(
                (int) in.readNumber(), in.readBoolean(), in.readBoolean(), in.readNumber(), (int) in.readNumber());
        return access.equals(Access.NONE) ? Access.NONE : access;
    }

    static void writeParameter(Parameter parameter, RecordOutput out) {
        out.writeText(parameter.path());
        writeValue(parameter, out);
        out.writeOptionalInstant(parameter.readAt());
    }

    static Parameter readParameter(RecordInput in) {
        return readValue(in.readText(), in).at(in.readOptionalInstant());
    }

    static void writeValue(Parameter parameter, RecordOutput out) {
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
    interface Untimed {
        Parameter at(@Nullable Instant readAt);
    }

    static Untimed readValue(String path, RecordInput in) {
        var value = in.readOptionalText();
        int packed = in.readByte();
        @Nullable
        Attributes attributes = in.readBoolean() ? new Attributes((int) in.readNumber(), in.readTexts()) : null;
        return readAt -> new Parameter(
                path, value, ModelCodec.type(packed >> 2), ModelCodec.flag(packed & 3), attributes, readAt);
    }

    /** The number that stands for an end in records; never changes once given. */
    static int endNumber(Visit.End end) {
        return switch (end) {
            case UNDER_WAY -> 0;
            case COMPLETED -> 1;
            case TIMED_OUT -> 2;
            case SUPERSEDED -> 3;
            case FAILED -> 4;
            case QUARANTINED -> 5;
        };
    }

    static Visit.End end(int number) {
        for (var end : ENDS) {
            if (endNumber(end) == number) {
                return end;
            }
        }
        throw new IllegalStateException(
                "record names an end of visit " + number + ", which this version does not know");
    }
}

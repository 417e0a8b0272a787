package org.reactiveacs.store.record;

import java.time.Instant;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Access;
import org.reactiveacs.device.Attributes;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.Settled;
import org.reactiveacs.device.Standing;
import org.reactiveacs.device.Visit;

/** What heads of all formats write alike. */
final class HeadParts {

    private static final Visit.End[] ENDS = Visit.End.values();
    private static final Settled.State[] STATES = Settled.State.values();

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
                staleBefore,
                ourKey,
                resetSentAt,
                quarantine,
                duplicate,
                other,
                new TreeSet<>(in.readTexts()),
                null,
                Settled.NONE);
    }

    /** One byte where there is nothing to tell. */
    static void writeSettled(Standing standing, Instant last, RecordOutput out) {
        var settled = standing.settled();
        var lostAt = standing.lostAt();
        var recheckAt = settled.recheckAt();
        boolean any = !settled.equals(Settled.NONE);
        out.writeByte(stateNumber(settled.state()) << 3
                | (any ? 4 : 0)
                | (recheckAt == null ? 0 : 2)
                | (lostAt == null ? 0 : 1));
        if (any) {
            out.writeNumber(settled.under());
        }
        if (recheckAt != null) {
            out.writeInstant(recheckAt);
        }
        if (lostAt != null) {
            out.writeSince(last, lostAt);
        }
    }

    static Standing readSettled(Standing standing, Instant last, RecordInput in) {
        int what = in.readByte();
        long under = (what & 4) == 0 ? 0 : in.readNumber();
        var recheckAt = (what & 2) == 0 ? null : in.readInstant();
        var lostAt = (what & 1) == 0 ? null : in.readSince(last);
        var settled = (what & 4) == 0 ? Settled.NONE : new Settled(under, recheckAt, state(what >> 3));
        return (lostAt == null ? standing : standing.lost(lostAt)).settled(settled);
    }

    /** The number that stands for a state in records; never changes once given. */
    private static int stateNumber(Settled.State state) {
        return switch (state) {
            case NONE -> 0;
            case IN_SYNC -> 1;
            case PENDING -> 2;
            case CONFLICT -> 3;
        };
    }

    private static Settled.State state(int number) {
        for (var state : STATES) {
            if (stateNumber(state) == number) {
                return state;
            }
        }
        throw new IllegalStateException(
                "record names a state of policies " + number + ", which this version does not know");
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

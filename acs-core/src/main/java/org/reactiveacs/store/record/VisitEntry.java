package org.reactiveacs.store.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Visit;

/**
 * A visit in bytes, beside the one that came after it, which is mostly much the same: a byte of flags with how it ended, its time
 * before the other's, how long it took, and only what differs.
 */
final class VisitEntry {

    private static final int EVENTS_SAME = 1;
    private static final int PEER_SAME = 1 << 1;
    private static final int NO_RETRY = 1 << 2;
    private static final int DONE_NOTHING = 1 << 3;
    private static final int DONE_SAME = 1 << 4;
    private static final int END_SHIFT = 5;

    private VisitEntry() {}

    /**
     * @param newer the one that came after it; its {@code done} must be known for good, or be empty
     * @param at the newer one's time, or what stands for it
     */
    static void write(Visit visit, @Nullable Visit newer, Instant at, RecordOutput out) {
        boolean eventsSame = newer != null && visit.events().equals(newer.events());
        boolean peerSame = newer != null && visit.peer().equals(newer.peer());
        boolean isFirst = visit.retryCount() == 0;
        boolean doneNothing = visit.done().isEmpty();
        boolean doneSame = !doneNothing && newer != null && visit.done().equals(newer.done());
        out.writeByte((eventsSame ? EVENTS_SAME : 0)
                | (peerSame ? PEER_SAME : 0)
                | (isFirst ? NO_RETRY : 0)
                | (doneNothing ? DONE_NOTHING : 0)
                | (doneSame ? DONE_SAME : 0)
                | HeadParts.endNumber(visit.end()) << END_SHIFT);
        out.writeSince(at, visit.at());
        out.writeNumber(visit.millis());
        if (!eventsSame) {
            writeTexts(visit.events(), out);
        }
        if (!peerSame) {
            out.writeText(visit.peer());
        }
        if (!isFirst) {
            out.writeNumber(visit.retryCount());
        }
        if (!doneNothing && !doneSame) {
            writeTexts(visit.done(), out);
        }
    }

    static Visit read(@Nullable Visit newer, Instant at, RecordInput in) {
        int flags = in.readByte() & 0xFF;
        var when = in.readSince(at);
        long millis = in.readNumber();
        var events = has(flags, EVENTS_SAME) ? of(newer).events() : readTexts(in);
        var peer = has(flags, PEER_SAME) ? of(newer).peer() : in.readText();
        int retryCount = has(flags, NO_RETRY) ? 0 : (int) in.readNumber();
        var done = has(flags, DONE_NOTHING)
                ? List.<String>of()
                : has(flags, DONE_SAME) ? of(newer).done() : readTexts(in);
        return new Visit(when, events, peer, retryCount, done, HeadParts.end(flags >> END_SHIFT), millis);
    }

    /** Goes on to the next. */
    static void skip(RecordInput in) {
        int flags = in.readByte() & 0xFF;
        in.readSigned();
        in.readNumber();
        if (!has(flags, EVENTS_SAME)) {
            readTexts(in);
        }
        if (!has(flags, PEER_SAME)) {
            in.readText();
        }
        if (!has(flags, NO_RETRY)) {
            in.readNumber();
        }
        if (!has(flags, DONE_NOTHING) && !has(flags, DONE_SAME)) {
            readTexts(in);
        }
    }

    private static boolean has(int flags, int flag) {
        return (flags & flag) != 0;
    }

    private static Visit of(@Nullable Visit newer) {
        if (newer == null) {
            throw new IllegalStateException("the newest visit of a head names one that is newer");
        }
        return newer;
    }

    private static void writeTexts(List<String> texts, RecordOutput out) {
        out.writeNumber(texts.size());
        for (var text : texts) {
            int number = CommonTexts.number(text);
            out.writeNumber(number);
            if (number == CommonTexts.NONE) {
                out.writeText(text);
            }
        }
    }

    private static List<String> readTexts(RecordInput in) {
        int count = in.readSize();
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int number = in.readSize();
            texts.add(number == CommonTexts.NONE ? in.readText() : CommonTexts.text(number));
        }
        return texts;
    }
}

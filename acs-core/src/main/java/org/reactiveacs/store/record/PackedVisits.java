package org.reactiveacs.store.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Visit;
import org.reactiveacs.device.Visits;

/**
 * Visits of which the newest is at hand and all others are bytes as they stand in the head: sessions that read and write
 * heads copy them, and only whoever looks at them unpacks them: all at once, but for the one before the newest.
 *
 * <p>Each of the others stands beside the one that came after it ({@link VisitEntry}). What was done in the newest is not known
 * before it ends, so the one before it does not refer to that until it is followed by another.
 */
public final class PackedVisits extends Visits {

    public static final PackedVisits NONE = new PackedVisits(null, 0, new byte[0]);

    private final @Nullable Visit newest;
    private final int olderCount;
    private final byte[] older;

    private PackedVisits(@Nullable Visit newest, int olderCount, byte[] older) {
        this.newest = newest;
        this.olderCount = olderCount;
        this.older = older;
    }

    /** Any visits, newest first; those beyond {@link Visit#KEPT} are left out. */
    public static PackedVisits of(List<Visit> visits) {
        if (visits instanceof PackedVisits packed) {
            return packed;
        }
        if (visits.isEmpty()) {
            return NONE;
        }
        int count = Math.min(visits.size(), Visit.KEPT);
        var out = new RecordOutput();
        for (int i = 1; i < count; i++) {
            var newer = visits.get(i - 1);
            VisitEntry.write(visits.get(i), i == 1 ? unsettled(newer) : newer, newer.at(), out);
        }
        return new PackedVisits(visits.get(0), count - 1, out.toBytes());
    }

    /** The newest as far as others may refer to it. */
    private static Visit unsettled(Visit visit) {
        return visit.done().isEmpty()
                ? visit
                : new Visit(
                        visit.at(),
                        visit.events(),
                        visit.peer(),
                        visit.retryCount(),
                        List.of(),
                        visit.end(),
                        visit.millis());
    }

    @Override
    public PackedVisits push(Visit visit) {
        if (newest == null) {
            return new PackedVisits(visit, 0, older);
        }
        var out = new RecordOutput();
        VisitEntry.write(newest, unsettled(visit), visit.at(), out);
        int count = olderCount;
        int length = older.length;
        if (count == Visit.KEPT - 1) {
            count--;
            length = start(count);
        }
        if (count > 0) {
            var in = new RecordInput(older);
            var second = VisitEntry.read(unsettled(newest), newest.at(), in);
            VisitEntry.write(second, newest, newest.at(), out);
            out.writeBytes(older, in.position(), length - in.position());
        }
        return new PackedVisits(visit, count + 1, out.toBytes());
    }

    /** Where one of the older begins. */
    private int start(int index) {
        var in = new RecordInput(older);
        for (int i = 0; i < index; i++) {
            VisitEntry.skip(in);
        }
        return in.position();
    }

    @Override
    public PackedVisits with(int index, Visit visit) {
        if (index == 0 && newest != null && isSameArrival(newest, visit)) {
            return new PackedVisits(visit, olderCount, older);
        }
        List<Visit> all = unpacked();
        all.set(index, visit);
        return of(all);
    }

    /** Whether those that stand beside one may stand beside the other. */
    private static boolean isSameArrival(Visit one, Visit other) {
        return one.at().equals(other.at())
                && one.peer().equals(other.peer())
                && one.events().equals(other.events());
    }

    private List<Visit> unpacked() {
        List<Visit> visits = new ArrayList<>(size());
        if (newest == null) {
            return visits;
        }
        visits.add(newest);
        var in = new RecordInput(older);
        var newer = unsettled(newest);
        for (int i = 0; i < olderCount; i++) {
            newer = VisitEntry.read(newer, newer.at(), in);
            visits.add(newer);
        }
        return visits;
    }

    /** @param at of the last contact, which is mostly the newest's */
    void write(Instant at, RecordOutput out) {
        out.writeNumber(size());
        if (newest != null) {
            VisitEntry.write(newest, null, at, out);
            out.writeNumber(older.length);
            out.writeBytes(older);
        }
    }

    static PackedVisits read(Instant at, RecordInput in) {
        int count = in.readSize();
        if (count == 0) {
            return NONE;
        }
        var newest = VisitEntry.read(null, at, in);
        return new PackedVisits(newest, count - 1, in.readBytes(in.readSize()));
    }

    /** The same visits are the same bytes, whichever way they came together. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PackedVisits that
                ? olderCount == that.olderCount
                        && Objects.equals(newest, that.newest)
                        && Arrays.equals(older, that.older)
                : super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }

    @Override
    public int size() {
        return newest == null ? 0 : olderCount + 1;
    }

    @Override
    public Visit get(int index) {
        Objects.checkIndex(index, size());
        if (newest == null || index > 1) {
            return unpacked().get(index);
        }
        return index == 0 ? newest : VisitEntry.read(unsettled(newest), newest.at(), new RecordInput(older));
    }

    @Override
    public Iterator<Visit> iterator() {
        return listIterator();
    }

    @Override
    public ListIterator<Visit> listIterator(int index) {
        return List.copyOf(unpacked()).listIterator(index);
    }
}

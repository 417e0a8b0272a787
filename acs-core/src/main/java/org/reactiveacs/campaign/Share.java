package org.reactiveacs.campaign;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What became of the devices of one partition, in the order of its roster. Not thread-safe. */
public final class Share {
    private final List<Entry> entries;
    private int pass;

    Share(int pass, List<Entry> entries) {
        this.pass = pass;
        this.entries = new ArrayList<>(entries);
    }

    /** The share of a roster of which nobody has begun. */
    public static Share of(int devices) {
        return new Share(0, Collections.nCopies(devices, Entry.WAITING));
    }

    /** The pass that it is in. */
    public int pass() {
        return pass;
    }

    public int size() {
        return entries.size();
    }

    public Entry get(int index) {
        return entries.get(index);
    }

    public void set(int index, Entry entry) {
        entries.set(index, entry);
    }

    /** All, in the roster's order. */
    public List<Entry> entries() {
        return Collections.unmodifiableList(entries);
    }

    /**
     * Enters a pass; entering it again changes nothing.
     *
     * @param back whether it takes devices back
     */
    public void enter(int next, boolean back) {
        if (next <= pass) {
            return;
        }
        pass = next;
        for (int i = 0; i < entries.size(); i++) {
            var entry = entries.get(i);
            if (back ? mayReturn(entry.stage()) : mayRetry(entry.stage())) {
                entries.set(i, back ? entry.returning(next) : entry.retried(next));
            }
        }
    }

    private static boolean mayReturn(Stage stage) {
        return switch (stage) {
            case ORDERED, CHECKING, SUCCEEDED, FAILED, ROLLBACK_FAILED -> true;
            default -> false;
        };
    }

    private static boolean mayRetry(Stage stage) {
        return stage == Stage.FAILED || stage == Stage.WITHDRAWN || stage == Stage.WAITING;
    }

    /** Those whose turn has come and who have not begun: of the first members of this pass. */
    public List<Integer> startable(long allowed) {
        var found = new ArrayList<Integer>();
        long members = 0;
        for (int i = 0; i < entries.size() && members < allowed; i++) {
            var entry = entries.get(i);
            if (entry.pass() == pass) {
                members++;
                if (entry.stage() == Stage.WAITING || entry.stage() == Stage.TO_ROLL_BACK) {
                    found.add(i);
                }
            }
        }
        return found;
    }

    /** Those at which something is under way. */
    public List<Integer> inFlight() {
        var found = new ArrayList<Integer>();
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).stage().isInFlight()) {
                found.add(i);
            }
        }
        return found;
    }

    /** How far the partition is. */
    public Tally tally() {
        Map<Stage, Integer> stages = new EnumMap<>(Stage.class);
        int size = 0;
        int ended = 0;
        int judged = 0;
        int failed = 0;
        for (var entry : entries) {
            stages.merge(entry.stage(), 1, Integer::sum);
            if (entry.pass() == pass) {
                size++;
                ended += entry.stage().isFinal() ? 1 : 0;
                judged += entry.stage() == Stage.SUCCEEDED || entry.stage() == Stage.FAILED ? 1 : 0;
                failed += entry.stage() == Stage.FAILED ? 1 : 0;
            }
        }
        return new Tally(pass, size, ended, judged, failed, stages);
    }
}

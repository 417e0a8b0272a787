package org.reactiveacs.simulator.cpe;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The transfers that were asked for and of whose end the ACS does not know yet. */
final class TransferQueue {
    /** TR-069 asks for at least three. */
    static final int MAX = 4;

    static final int NOT_STARTED = 1;
    static final int IN_PROGRESS = 2;
    static final int COMPLETED = 3;

    private final List<Entry> entries = new ArrayList<>(0);

    /** One transfer and how far it is. */
    static final class Entry {
        final Transfer transfer;
        int state = NOT_STARTED;

        @Nullable
        TransferResult result;

        Entry(Transfer transfer) {
            this.transfer = transfer;
        }
    }

    boolean isFull() {
        return entries.size() >= MAX;
    }

    void add(Transfer transfer) {
        entries.add(new Entry(transfer));
    }

    List<Entry> entries() {
        return entries;
    }

    void remove(Entry entry) {
        entries.remove(entry);
    }

    /** When the next transfer begins; never when none waits. */
    Instant nextStart() {
        if (entries.isEmpty()) {
            return Instant.MAX;
        }
        return entries.stream()
                .filter(entry -> entry.state == NOT_STARTED)
                .map(entry -> entry.transfer.notBefore())
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    Optional<Transfer> start(Instant now) {
        for (Entry entry : entries) {
            if (entry.state == NOT_STARTED && !entry.transfer.notBefore().isAfter(now)) {
                entry.state = IN_PROGRESS;
                return Optional.of(entry.transfer);
            }
        }
        return Optional.empty();
    }

    void complete(Transfer transfer, TransferResult result) {
        for (Entry entry : entries) {
            if (entry.state == IN_PROGRESS && entry.transfer.equals(transfer)) {
                entry.state = COMPLETED;
                entry.result = result;
                return;
            }
        }
    }

    /** The transfers whose end is to be told, oldest first. */
    List<Entry> completed() {
        return entries.isEmpty()
                ? List.of()
                : entries.stream().filter(entry -> entry.state == COMPLETED).toList();
    }
}

package org.reactiveacs.store.redis.link;

import io.lettuce.core.cluster.SlotHash;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hash tags of the partitions: partition p has the tag whose Cluster slot is p * 64, so that masters which share the
 * slots evenly share the partitions evenly, too. Part of every key's name, so the table never changes: it is what a search
 * in a fixed order over short texts finds first.
 */
public final class Tags {

    /** How many partitions there are. */
    public static final int COUNT = 256;

    private static final int SLOTS_APART = SlotHash.SLOT_COUNT / COUNT;

    private static final String DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";

    private static final List<String> ALL = search();

    private Tags() {}

    /** The tag of a partition: two to four of {@code [0-9a-z]}. */
    public static String of(int partition) {
        return ALL.get(partition);
    }

    private static List<String> search() {
        var found = new @Nullable String[COUNT];
        int missing = COUNT;
        for (int length = 2; missing > 0; length++) {
            var text = new char[length];
            for (long n = 0, end = (long) Math.pow(DIGITS.length(), length); n < end && missing > 0; n++) {
                var tag = spell(text, n);
                int slot = SlotHash.getSlot(tag.getBytes(StandardCharsets.US_ASCII));
                if (slot % SLOTS_APART == 0 && found[slot / SLOTS_APART] == null) {
                    found[slot / SLOTS_APART] = tag;
                    missing--;
                }
            }
        }
        return List.of(java.util.Arrays.stream(found)
                .map(java.util.Objects::requireNonNull)
                .toArray(String[]::new));
    }

    private static String spell(char[] text, long number) {
        long rest = number;
        for (int i = text.length - 1; i >= 0; i--) {
            text[i] = DIGITS.charAt((int) (rest % DIGITS.length()));
            rest /= DIGITS.length();
        }
        return new String(text);
    }
}

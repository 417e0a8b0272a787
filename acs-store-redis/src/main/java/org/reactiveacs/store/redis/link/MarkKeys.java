package org.reactiveacs.store.redis.link;

import io.lettuce.core.cluster.SlotHash;
import java.nio.charset.StandardCharsets;
import java.util.function.IntPredicate;

/**
 * The keys of a lane's marks: named as the scripts' keys are, so that one ACL rule covers both, and in a slot that the
 * lane's node has and that is not on the move.
 */
final class MarkKeys {
    private static final String NAME = "mark";

    private final IntPredicate isHere;
    private volatile int partition;

    /** @param isHere whether a slot belongs to the lane's node */
    MarkKeys(IntPredicate isHere) {
        this.isHere = isHere;
    }

    /** The key for the next batch, of which {@code like} is one of the keys. */
    byte[] next(byte[] like) {
        for (int tried = 0; tried < Tags.COUNT && !isHere.test(slot(partition)); tried++) {
            rotate();
        }
        var name = new String(like, StandardCharsets.ISO_8859_1);
        int brace = name.indexOf('{');
        var prefix = brace < 0 ? "" : name.substring(0, brace);
        return (prefix + "{" + Tags.of(partition) + "}:" + NAME).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The key just used was not there after all: the next batch takes another. */
    void rotate() {
        partition = (partition + 1) % Tags.COUNT;
    }

    private static int slot(int partition) {
        return partition * (SlotHash.SLOT_COUNT / Tags.COUNT);
    }
}

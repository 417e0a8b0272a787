package org.reactiveacs.store.redis;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arguments of a script, in order. Not thread-safe. */
final class Args {

    private static final byte[] NOTHING = {};

    private final List<byte[]> all = new ArrayList<>(24);

    Args add(String text) {
        return add(text.getBytes(StandardCharsets.UTF_8));
    }

    Args add(long number) {
        return add(Long.toString(number));
    }

    /** Milliseconds since the epoch. */
    Args add(Instant instant) {
        return add(instant.toEpochMilli());
    }

    /** Nothing stands for null. */
    Args add(byte @Nullable [] bytes) {
        all.add(bytes == null ? NOTHING : bytes);
        return this;
    }

    /** A number and as many arguments. */
    Args addAll(Collection<byte[]> items) {
        add(items.size());
        all.addAll(items);
        return this;
    }

    /** As many arguments, the last ones. */
    Args addRest(Collection<byte[]> items) {
        all.addAll(items);
        return this;
    }

    Args addTexts(Collection<String> items) {
        add(items.size());
        items.forEach(this::add);
        return this;
    }

    List<byte[]> list() {
        return all;
    }
}

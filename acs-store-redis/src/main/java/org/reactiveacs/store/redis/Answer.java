package org.reactiveacs.store.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a script answered, as a list whose first element says how it went. */
@SuppressWarnings("unchecked") // A reply's lists hold what the link says.
record Answer(List<@Nullable Object> items) {

    static Answer of(Object reply) {
        return new Answer(reply instanceof List<?> list ? (List<@Nullable Object>) list : List.of(reply));
    }

    String what() {
        return text(0);
    }

    String text(int index) {
        var bytes = bytes(index);
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    /** Null where the script had nothing. */
    byte @Nullable [] bytes(int index) {
        return (byte[]) items.get(index);
    }

    long number(int index) {
        var item = items.get(index);
        return item instanceof Long number ? number : item == null ? 0 : Long.parseLong(text(index));
    }

    /** A list within. */
    Answer list(int index) {
        return new Answer((List<@Nullable Object>) java.util.Objects.requireNonNull(items.get(index)));
    }

    int size() {
        return items.size();
    }
}

package org.reactiveacs.store.redis.link;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a script returned, as it came: {@code byte[]}, {@code Long}, null, or a list of these, nested as it was. */
final class Reply extends CommandOutput<byte[], byte[], Object> {

    /** The lists that are not complete yet, innermost first. */
    private final Deque<List<@Nullable Object>> open = new ArrayDeque<>();

    @SuppressWarnings("NullAway") // Lettuce leaves an output null until something came.
    Reply() {
        super(ByteArrayCodec.INSTANCE, null);
    }

    @Override
    public void set(@Nullable ByteBuffer bytes) {
        add(bytes == null ? null : codec.decodeValue(bytes));
    }

    @Override
    public void set(long integer) {
        add(integer);
    }

    @Override
    public void set(double number) {
        add((long) number);
    }

    @Override
    public void set(boolean value) {
        add(value ? 1L : null);
    }

    @Override
    public void multi(int count) {
        if (count < 0) {
            add(null);
            return;
        }
        var list = new ArrayList<@Nullable Object>(count);
        add(list);
        open.push(list);
    }

    @Override
    public void complete(int depth) {
        if (depth > 0 && depth < open.size()) {
            open.pop();
        }
    }

    @SuppressWarnings("NullAway") // As above.
    private void add(@Nullable Object value) {
        var list = open.peek();
        if (list == null) {
            output = value;
        } else {
            list.add(value);
        }
    }
}

package org.reactiveacs.cwmp.codec;

import java.time.Instant;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.Quirk;

/** An element that holds text. */
record Leaf<V extends @Nullable Object>(BiFunction<String, Set<Quirk>, V> reading, BiConsumer<XmlOut, V> writing)
        implements Shape<V> {

    /** Text, exactly as it stands. */
    static final Leaf<String> TEXT = new Leaf<>((text, quirks) -> text, XmlOut::text);
    /** Text without the blanks around it. */
    static final Leaf<String> TOKEN = new Leaf<>((text, quirks) -> text.strip(), XmlOut::text);

    static final Leaf<Integer> INTEGER = new Leaf<>(Numbers::integer, (out, value) -> out.number(value));
    static final Leaf<Long> LONG = new Leaf<>(Numbers::number, (out, value) -> out.number(value));
    static final Leaf<Boolean> FLAG = new Leaf<>(Numbers::flag, (out, value) -> out.number(value ? 1 : 0));
    /** As {@link #FLAG}, written in letters. */
    static final Leaf<Boolean> WORD = new Leaf<>(Numbers::flag, (out, value) -> out.text(value.toString()));
    /** A time; null and the unknown time of CWMP are the same. */
    static final Leaf<@Nullable Instant> TIME = new Leaf<>(Times::read, Times::write);

    @Override
    public void write(XmlOut out, Tag tag, V value) {
        tag.start(out);
        writing.accept(out, value);
        tag.end(out);
    }
}

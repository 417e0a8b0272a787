package org.reactiveacs.cwmp.codec;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.ParameterValueStruct;

/**
 * One element of a structure: its name, what it holds, and where a record keeps it.
 *
 * @param <T> the record
 */
final class Field<T> {
    final Tag tag;
    final Shape<?> shape;
    /** Whether the element may come several times, each adding to a list. */
    final boolean repeated;
    /** Whether it may be missing without being noted. */
    final boolean optional;
    /** Whether xsi:type tells something. */
    final boolean typed;
    /** How to write it from a record, null when it is only read. */
    private final @Nullable Output<T> output;

    /** How to write a field of a record. */
    interface Output<T> {
        void write(XmlOut out, T record);
    }

    private Field(Tag tag, Shape<?> shape, boolean repeated, boolean optional, @Nullable Output<T> output) {
        this(tag, shape, repeated, optional, false, output);
    }

    private Field(
            Tag tag, Shape<?> shape, boolean repeated, boolean optional, boolean typed, @Nullable Output<T> output) {
        this.tag = tag;
        this.shape = shape;
        this.repeated = repeated;
        this.optional = optional;
        this.typed = typed;
        this.output = output;
    }

    static <T, V extends @Nullable Object> Field<T> of(String name, Shape<V> shape, Function<T, V> get) {
        Tag tag = new Tag(name);
        return new Field<>(tag, shape, false, false, (out, record) -> shape.write(out, tag, get.apply(record)));
    }

    static <T> Field<T> text(String name, Function<T, String> get) {
        return of(name, Leaf.TEXT, get);
    }

    static <T> Field<T> token(String name, Function<T, String> get) {
        return of(name, Leaf.TOKEN, get);
    }

    static <T> Field<T> integer(String name, Function<T, Integer> get) {
        return of(name, Leaf.INTEGER, get);
    }

    static <T> Field<T> number(String name, Function<T, Long> get) {
        return of(name, Leaf.LONG, get);
    }

    static <T> Field<T> flag(String name, Function<T, Boolean> get) {
        return of(name, Leaf.FLAG, get);
    }

    /** A truth value that is written in a word where the record says so. */
    static <T> Field<T> flag(String name, Function<T, Boolean> get, Predicate<T> inWords) {
        Tag tag = new Tag(name);
        return new Field<>(tag, Leaf.FLAG, false, false, (out, record) -> {
            Leaf<Boolean> form = inWords.test(record) ? Leaf.WORD : Leaf.FLAG;
            form.write(out, tag, get.apply(record));
        });
    }

    static <T> Field<T> time(String name, Function<T, @Nullable Instant> get) {
        return of(name, Leaf.TIME, get);
    }

    /** A value with its xsi:type. */
    static Field<ParameterValueStruct> typed(String name) {
        byte[] start = Tag.bytes("<" + name);
        Tag tag = new Tag(name);
        return new Field<>(tag, Leaf.TEXT, false, false, true, (out, record) -> {
            out.raw(start);
            out.raw(Types.attribute(record.type()));
            out.text(record.value());
            tag.end(out);
        });
    }

    /** Not written when null or an empty text. */
    static <T, V> Field<T> optional(String name, Shape<V> shape, Function<T, @Nullable V> get) {
        Tag tag = new Tag(name);
        return new Field<>(tag, shape, false, true, (out, record) -> {
            V value = get.apply(record);
            if (value != null && !value.equals("")) {
                shape.write(out, tag, value);
            }
        });
    }

    /** As many elements as the list has members, without one around them. */
    static <T, E> Field<T> repeated(String name, Shape<E> shape, Function<T, List<E>> get) {
        Tag tag = new Tag(name);
        return new Field<>(tag, shape, true, true, (out, record) -> {
            for (E member : get.apply(record)) {
                shape.write(out, tag, member);
            }
        });
    }

    /** As many elements as the output writes, told apart by xsi:type. */
    static <T> Field<T> custom(String name, Shape<?> shape, Output<T> output) {
        return new Field<>(new Tag(name), shape, true, true, true, output);
    }

    /** A form seen in the field that is read but never written. */
    static <T> Field<T> readOnly(String name, Shape<?> shape) {
        return new Field<>(new Tag(name), shape, false, true, null);
    }

    /** As {@link #readOnly}, any number of times; all such of a structure share the first's list, to keep their order. */
    static <T> Field<T> readOnlyRepeated(String name, Shape<?> shape) {
        return new Field<>(new Tag(name), shape, true, true, null);
    }

    /** Whether what is read goes to the first field's list. */
    boolean sharesFirstList() {
        return repeated && output == null;
    }

    void write(XmlOut out, T record) {
        if (output != null) {
            output.write(out, record);
        }
    }
}

package org.reactiveacs.cwmp.codec;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a record, in the order of the standard.
 *
 * @param fields every element, also those that are only read
 * @param reading makes the record by taking each field's value in the order of {@code fields}; null leaves it out of the
 *     list it stands in
 * @param <T> the record
 */
record Struct<T>(List<Field<T>> fields, Function<Frame, @Nullable Object> reading) implements Shape<T> {

    @SafeVarargs
    @SuppressWarnings("varargs")
    static <T> Struct<T> of(Function<Frame, @Nullable Object> reading, Field<T>... fields) {
        return new Struct<>(List.of(fields), reading);
    }

    /** The index of the field with a name, looked for from the one expected next; -1 for none. */
    int find(String localName, int expected) {
        int count = fields.size();
        for (int i = 0; i < count; i++) {
            int index = expected + i < count ? expected + i : expected + i - count;
            if (fields.get(index).tag.localName().equals(localName)) {
                return index;
            }
        }
        return -1;
    }

    @Override
    public void write(XmlOut out, Tag tag, T value) {
        tag.start(out);
        content(out, value);
        tag.end(out);
    }

    /** Writes the elements without one around them. */
    void content(XmlOut out, T value) {
        for (Field<T> field : fields) {
            field.write(out, value);
        }
    }
}

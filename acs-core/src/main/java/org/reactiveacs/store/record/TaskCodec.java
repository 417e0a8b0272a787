package org.reactiveacs.store.record;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.Registration;
import org.reactiveacs.task.Task;
import org.reactiveacs.task.TaskJson;
import tools.jackson.databind.json.JsonMapper;

/** Tasks, events and the like in bytes: a format byte and JSON. They are written seldom and read by people too. */
public final class TaskCodec {

    private static final byte FORMAT = 1;

    private static final JsonMapper MAPPER = TaskJson.jsonMapper()
            .rebuild()
            .changeDefaultVisibility(checker -> checker.withVisibility(PropertyAccessor.FIELD, Visibility.ANY)
                    .withVisibility(PropertyAccessor.GETTER, Visibility.NONE)
                    .withVisibility(PropertyAccessor.IS_GETTER, Visibility.NONE))
            .addMixIn(Parameter.class, OptionalValue.class)
            .addMixIn(Registration.class, WithoutNulls.class)
            .build();

    private TaskCodec() {}

    static JsonMapper mapper() {
        return MAPPER;
    }

    public static byte[] encode(Task task) {
        return encodeRecord(task);
    }

    public static Task decode(byte[] bytes) {
        return decodeRecord(bytes, Task.class);
    }

    /** Any record made of texts, numbers, instants and other records. */
    public static byte[] encodeRecord(Object record) {
        return encode(record, MAPPER);
    }

    static byte[] encode(Object record, JsonMapper mapper) {
        var json = mapper.writeValueAsBytes(record);
        var bytes = new byte[json.length + 1];
        bytes[0] = FORMAT;
        System.arraycopy(json, 0, bytes, 1, json.length);
        return bytes;
    }

    public static <T> T decodeRecord(byte[] bytes, Class<T> type) {
        return decode(bytes, type, MAPPER);
    }

    static <T> T decode(byte[] bytes, Class<T> type, JsonMapper mapper) {
        if (bytes.length == 0 || bytes[0] != FORMAT) {
            throw new IllegalStateException(type.getSimpleName() + " has format "
                    + (bytes.length == 0 ? "none" : bytes[0]) + ", this version reads " + FORMAT);
        }
        return mapper.readValue(Arrays.copyOfRange(bytes, 1, bytes.length), type);
    }

    /** What is not said is not written: a node that does not know it yet can read the rest. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private interface WithoutNulls {}

    @SuppressWarnings("UnusedMethod") // Jackson reads the annotations.
    private interface OptionalValue {
        @JsonSetter(nulls = Nulls.SET)
        @Nullable
        String value();
    }
}

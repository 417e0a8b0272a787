package org.reactiveacs.task;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.type.LogicalType;

/**
 * Task specifications as JSON, the same in the API and in stores: {@code {"kind": "reboot"}}, {@code {"kind":
 * "setParameterValues", "values": {"Device.X": true}}}.
 */
public final class TaskJson {

    private static final JsonMapper MAPPER = mapper();

    private TaskJson() {}

    /** The mapper, for those that embed specifications in documents of their own. */
    public static JsonMapper jsonMapper() {
        return MAPPER;
    }

    public static byte[] write(TaskSpec spec) {
        return MAPPER.writerFor(TaskSpec.class).writeValueAsBytes(spec);
    }

    /**
     * Reads a specification.
     *
     * @throws tools.jackson.core.JacksonException if it is none; the message names the property
     */
    public static TaskSpec read(byte[] json) {
        return MAPPER.readValue(json, TaskSpec.class);
    }

    private static JsonMapper mapper() {
        var builder = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                // A number is no text and a text no number, as the API's document says.
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .withCoercionConfig(
                        LogicalType.Textual,
                        texts -> texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                // What is left out is 0 or false, and null says the same.
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .withConfigOverride(
                        String.class, type -> type.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
                .withConfigOverride(
                        List.class, type -> type.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
                .addMixIn(TaskSpec.class, ByKind.class)
                .addMixIn(TaskSpec.SetParameterValues.class, WithValues.class)
                .addMixIn(TaskSpec.AddObject.class, WithValues.class)
                .addMixIn(TaskSpec.AttributeChange.class, AttributeChangeForm.class)
                .addMixIn(TaskSpec.SequenceStep.class, SequenceStepForm.class)
                .addMixIn(TaskSpec.DUOperation.class, ByOperation.class);
        TaskKind.all().forEach((name, type) -> builder.registerSubtypes(new NamedType(type, name)));
        return builder.build();
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    private interface ByKind {}

    @SuppressWarnings("UnusedMethod") // Jackson reads the annotations.
    private interface WithValues {
        @JsonSerialize(using = AssignmentsJson.Writer.class)
        @JsonDeserialize(using = AssignmentsJson.Reader.class)
        List<Assignment> values();
    }

    @JsonDeserialize(using = AttributeChangeJson.class)
    private interface AttributeChangeForm {}

    @JsonSerialize(using = SequenceStepJson.Writer.class)
    @JsonDeserialize(using = SequenceStepJson.Reader.class)
    private interface SequenceStepForm {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "operation")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = TaskSpec.DUOperation.Install.class, name = "install"),
        @JsonSubTypes.Type(value = TaskSpec.DUOperation.Update.class, name = "update"),
        @JsonSubTypes.Type(value = TaskSpec.DUOperation.Uninstall.class, name = "uninstall")
    })
    private interface ByOperation {}
}

package org.reactiveacs.api;

import java.time.Instant;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.task.TaskJson;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.LogicalType;

/** How the API reads and writes JSON: types are taken at their word, nothing is said twice. */
final class Json {

    /** Reads what clients send, task specifications included. */
    static final JsonMapper STRICT = TaskJson.jsonMapper()
            .rebuild()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    texts -> texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .withCoercionConfig(
                    LogicalType.Integer,
                    numbers -> numbers.setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
            .withCoercionConfig(
                    LogicalType.Boolean,
                    booleans -> booleans.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
            .build();

    private static final JsonMapper PLAIN = JsonMapper.builder().build();

    private static final JsonMapper SORTED =
            JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static JsonNode tree(Object value) {
        return PLAIN.valueToTree(value);
    }

    static byte[] write(JsonNode node) {
        return PLAIN.writeValueAsBytes(node);
    }

    /** The bytes that all texts of the same JSON value have in common. */
    static byte[] canonical(JsonNode node) {
        return SORTED.writeValueAsBytes(node);
    }

    static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    static ArrayNode texts(Collection<String> values) {
        var array = JsonNodeFactory.instance.arrayNode();
        values.forEach(array::add);
        return array;
    }

    /** A page: its items, and where the next begins. */
    static <T> ObjectNode page(Collection<T> items, Function<T, ? extends JsonNode> view, @Nullable String next) {
        var page = object();
        var array = page.putArray("items");
        items.forEach(item -> array.add(view.apply(item)));
        page.put("next", next);
        return page;
    }
}

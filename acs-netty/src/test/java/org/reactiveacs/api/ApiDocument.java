package org.reactiveacs.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The API's document, and the check of real exchanges against it. OpenAPI 3.1 schemas are JSON Schema 2020-12, so a
 * validator of that dialect reads them as they stand.
 */
final class ApiDocument {
    private static final String IRI = "https://reactiveacs.test/openapi";

    final JsonNode root;
    private final SchemaRegistry schemas;

    private ApiDocument(JsonNode root) {
        this.root = root;
        var text = root.toString();
        this.schemas = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(IRI, text)));
    }

    static ApiDocument load() {
        try (var in = Objects.requireNonNull(ApiDocument.class.getResourceAsStream("/openapi.yaml"))) {
            Object yaml = new Yaml().load(in);
            return new ApiDocument(JsonMapper.shared().valueToTree(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails unless the document foresees this answer: its route, status, content type, headers and body. */
    void check(String method, String pathAndQuery, Answer answer) {
        var path = pathAndQuery.replaceFirst("\\?.*", "");
        var template = template(path);
        if (template == null) {
            assertThat(answer.status()).as("status of " + path).isIn(401, 404);
            return;
        }
        var operation = root.at("/paths")
                .get(template)
                .get(method.replace("HEAD", "GET").toLowerCase(java.util.Locale.ROOT));
        if (operation == null) {
            assertThat(answer.status()).as("status of " + method + " " + path).isIn(401, 405);
            assertThat(errors(root.at("/components/schemas/Problem"), answer.json()))
                    .isEmpty();
            return;
        }
        var where = method + " " + template + " " + answer.status();
        var response = operation.at("/responses").get(Integer.toString(answer.status()));
        assertThat(response).as(where + " is in the document").isNotNull();
        var resolved = resolve(Objects.requireNonNull(response));
        var content = resolved.get("content");
        if (content == null || method.equals("HEAD")) {
            assertThat(answer.http().body()).as("body of " + where).isEmpty();
            return;
        }
        var type = answer.header("content-type");
        assertThat(content.propertyNames()).as("content type of " + where).contains(type);
        if (type.endsWith("json")) {
            assertThat(errors(content.get(type).get("schema"), answer.json()))
                    .as(where)
                    .isEmpty();
        }
    }

    /** What a schema of the document finds wrong with a value. */
    List<String> errors(JsonNode schema, JsonNode value) {
        var wrapper = (ObjectNode) schema.deepCopy();
        absolute(wrapper);
        return schemas
                .getSchema(SchemaLocation.of("https://reactiveacs.test/inline/" + wrapper.hashCode()), wrapper)
                .validate(value)
                .stream()
                .map(Object::toString)
                .collect(Collectors.toList());
    }

    private static void absolute(JsonNode node) {
        if (node instanceof ObjectNode object && object.has("$ref")) {
            object.put("$ref", IRI + object.path("$ref").asString());
        }
        node.forEach(ApiDocument::absolute);
    }

    JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? root.at(node.get("$ref").asString().substring(1)) : node;
    }

    @org.jspecify.annotations.Nullable
    String template(String path) {
        if (root.at("/paths").has(path)) {
            return path; // One without variables goes before (OpenAPI 3.1, paths object).
        }
        for (var template : root.at("/paths").propertyNames()) {
            var pattern = template.equals("/")
                    ? "/?"
                    : template.replaceAll("\\{[^}]+\\}", "[^/]+").replace(".", "\\.");
            if (path.matches(pattern)) {
                return template;
            }
        }
        return null;
    }
}

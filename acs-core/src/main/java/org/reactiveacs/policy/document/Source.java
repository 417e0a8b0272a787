package org.reactiveacs.policy.document;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A document as it was written, in JSON or YAML, with the places of all its parts.
 *
 * @param root what it says
 * @param places by JSON pointer
 */
public record Source(JsonNode root, Map<String, DocumentProblem.Place> places) {

    /** How a document is written. */
    public enum Form {
        JSON,
        YAML
    }

    /** Documents are not half as deep; and of each part its place is kept, with the names of all that it stands in. */
    private static final StreamReadConstraints SHALLOW =
            StreamReadConstraints.builder().maxNestingDepth(64).build();

    private static final JsonMapper JSON = JsonMapper.builder(
                    JsonFactory.builder().streamReadConstraints(SHALLOW).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final YAMLMapper YAML = YAMLMapper.builder(
                    YAMLFactory.builder().streamReadConstraints(SHALLOW).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /**
     * Reads a text.
     *
     * @throws DocumentException if it is not of that form; its problem says where
     */
    public static Source read(String text, Form form) {
        ObjectMapper mapper = form == Form.JSON ? JSON : YAML;
        try {
            JsonNode root = mapper.readTree(text);
            if (root == null || root.isMissingNode()) {
                throw new DocumentException(List.of(new DocumentProblem("", "the document is empty", 1, 1)));
            }
            return new Source(root, places(text, mapper));
        } catch (JacksonException e) {
            var at = e.getLocation();
            throw new DocumentException(List.of(new DocumentProblem(
                    "",
                    "this is no " + form + ": " + e.getOriginalMessage(),
                    at == null ? 0 : at.getLineNr(),
                    at == null ? 0 : at.getColumnNr())));
        }
    }

    private static Map<String, DocumentProblem.Place> places(String text, ObjectMapper mapper) {
        var places = new HashMap<String, DocumentProblem.Place>();
        try (var parser = mapper.createParser(text)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token != JsonToken.END_ARRAY && token != JsonToken.END_OBJECT) {
                    var at = parser.currentTokenLocation();
                    // A name comes before its value and has the same pointer: the name is what a reader looks for.
                    places.putIfAbsent(
                            parser.streamReadContext().pathAsPointer().toString(),
                            new DocumentProblem.Place(at.getLineNr(), at.getColumnNr()));
                }
            }
        }
        return places;
    }

    DocumentProblem problem(String pointer, String text) {
        var at = pointer;
        while (!at.isEmpty() && !places.containsKey(at)) {
            at = at.substring(0, at.lastIndexOf('/'));
        }
        return DocumentProblem.at(pointer, text, places.get(at));
    }
}

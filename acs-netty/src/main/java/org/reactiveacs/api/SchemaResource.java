package org.reactiveacs.api;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import reactor.core.publisher.Mono;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** JSON Schemas of the documents that people write, for their editors: parts of the API's own document, for everybody. */
final class SchemaResource {
    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    /** What documents are called, and their schemas in the API's document. */
    private static final Map<String, String> NAMES = Map.of("campaign", "Campaign", "policy", "Policy");

    private final Map<String, byte[]> schemas = new TreeMap<>();

    SchemaResource() {
        var components = new YAMLMapper().readTree(DocumentResource.read()).at("/components/schemas");
        NAMES.forEach((name, component) -> {
            var schema = Json.object()
                    .put("$schema", DIALECT)
                    .put("title", name)
                    .put("$ref", "#/components/schemas/" + component);
            // References lead where they lead in the API's document.
            schema.putObject("components").set("schemas", components);
            schemas.put(name, Json.write(schema));
        });
    }

    List<Route> routes() {
        return List.of(new Route(
                "GET", "/schemas/{name}", Set.of(), ApiResponse.SCHEMA, Set.of(), request -> Mono.just(show(request))));
    }

    private ApiResponse show(ApiRequest request) {
        var name = request.at("name");
        var schema = schemas.get(name);
        if (schema == null) {
            throw Problem.notFound(
                    "no schema is called " + name + ": there are " + String.join(" and ", schemas.keySet()));
        }
        return new ApiResponse(200, ApiResponse.SCHEMA, Map.of(), schema);
    }
}

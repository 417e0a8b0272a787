package org.reactiveacs.api;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What is answered.
 *
 * @param status the HTTP status
 * @param contentType of the body, empty when there is none
 * @param headers more headers
 * @param body the bytes
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on once, never compared.
record ApiResponse(int status, String contentType, Map<String, String> headers, byte[] body) {

    static final String JSON = "application/json";
    static final String YAML = "application/yaml";
    static final String SCHEMA = "application/schema+json";

    static ApiResponse json(int status, JsonNode body) {
        return new ApiResponse(status, JSON, Map.of(), Json.write(body));
    }

    static ApiResponse ok(JsonNode body) {
        return json(200, body);
    }

    static ApiResponse noContent() {
        return new ApiResponse(204, "", Map.of(), new byte[0]);
    }

    ApiResponse with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new ApiResponse(status, contentType, more, body);
    }
}

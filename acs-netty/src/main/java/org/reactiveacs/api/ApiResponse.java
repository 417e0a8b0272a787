package org.reactiveacs.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import tools.jackson.databind.JsonNode;

/**
 * What is answered.
 *
 * @param status the HTTP status
 * @param contentType of the body, empty when there is none
 * @param headers more headers
 * @param body the bytes; empty where they are told by and by
 * @param stream the bytes piece by piece, each written before the next is asked for; null where they are all there
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on once, never compared.
record ApiResponse(
        int status,
        String contentType,
        Map<String, String> headers,
        byte[] body,
        @Nullable Publisher<byte[]> stream) {

    private static final byte[] NOTHING = {};

    static final String JSON = "application/json";
    static final String YAML = "application/yaml";
    static final String SCHEMA = "application/schema+json";
    static final String EVENTS = "text/event-stream";

    ApiResponse(int status, String contentType, Map<String, String> headers, byte[] body) {
        this(status, contentType, headers, body, null);
    }

    /** What is too much to have all of it at hand, or comes by and by. */
    static ApiResponse streamed(String contentType, Publisher<byte[]> stream) {
        return new ApiResponse(200, contentType, Map.of(), NOTHING, stream);
    }

    static ApiResponse json(int status, JsonNode body) {
        return new ApiResponse(status, JSON, Map.of(), Json.write(body));
    }

    static ApiResponse ok(JsonNode body) {
        return json(200, body);
    }

    static ApiResponse noContent() {
        return new ApiResponse(204, "", Map.of(), NOTHING);
    }

    ApiResponse with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new ApiResponse(status, contentType, more, body, stream);
    }
}

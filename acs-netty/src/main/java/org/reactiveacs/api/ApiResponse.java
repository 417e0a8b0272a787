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
 * @param body the bytes
 * @param stream more bytes, piece by piece as they come, null if the body is all
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on once, never compared.
record ApiResponse(
        int status,
        String contentType,
        Map<String, String> headers,
        byte[] body,
        @Nullable Publisher<byte[]> stream) {

    static final String JSON = "application/json";
    static final String YAML = "application/yaml";
    static final String SCHEMA = "application/schema+json";
    static final String EVENTS = "text/event-stream";

    ApiResponse(int status, String contentType, Map<String, String> headers, byte[] body) {
        this(status, contentType, headers, body, null);
    }

    static ApiResponse json(int status, JsonNode body) {
        return new ApiResponse(status, JSON, Map.of(), Json.write(body));
    }

    static ApiResponse ok(JsonNode body) {
        return json(200, body);
    }

    /** Server-sent events, each piece written before the next is asked for. */
    static ApiResponse events(Publisher<byte[]> stream) {
        return new ApiResponse(200, EVENTS, Map.of(), new byte[0], stream);
    }

    static ApiResponse noContent() {
        return new ApiResponse(204, "", Map.of(), new byte[0]);
    }

    ApiResponse with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new ApiResponse(status, contentType, more, body, stream);
    }
}

package org.reactiveacs.api;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * An error as RFC 9457 has it. Thrown by whoever finds it; carries no stack trace, for it is the client's error or the
 * store's, not ours.
 */
final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String TYPES = "urn:reactive-acs:problem:";

    /** The kinds of problem; the names are part of the API. */
    enum Type {
        MALFORMED_REQUEST(400, "malformed-request", "The request cannot be understood"),
        INVALID_PARAMETER(400, "invalid-parameter", "A parameter is not valid"),
        INVALID_FILTER(400, "invalid-filter", "The filter cannot be understood"),
        UNAUTHORIZED(401, "unauthorized", "A token is needed"),
        NOT_FOUND(404, "not-found", "There is no such thing"),
        METHOD_NOT_ALLOWED(405, "method-not-allowed", "The method is not for this resource"),
        NOT_ACCEPTABLE(406, "not-acceptable", "No such representation"),
        CONFLICT(409, "conflict", "The state does not allow it"),
        PRECONDITION_FAILED(412, "precondition-failed", "It is not what the request takes it for"),
        TOO_LARGE(413, "too-large", "The body is too large"),
        UNSUPPORTED_MEDIA_TYPE(415, "unsupported-media-type", "The body is no JSON"),
        INVALID_BODY(422, "invalid-body", "The body says what cannot be done"),
        KEY_REUSED(422, "idempotency-key-reused", "The key was used for another order"),
        QUEUE_FULL(429, "queue-full", "Too much waits already"),
        INTERNAL(500, "internal", "The server failed"),
        UNAVAILABLE(503, "unavailable", "Not now");

        private final int status;
        private final String name;
        private final String title;

        Type(int status, String name, String title) {
            this.status = status;
            this.name = name;
            this.title = title;
        }
    }

    private final Type type;
    private final String detail;
    private final transient Map<String, Object> members = new LinkedHashMap<>();
    private final transient Map<String, String> headers = new LinkedHashMap<>();

    Problem(Type type, String detail) {
        super(detail, null, false, false);
        this.type = type;
        this.detail = detail;
    }

    static Problem notFound(String what) {
        return new Problem(Type.NOT_FOUND, what);
    }

    static Problem parameter(String name, String detail) {
        return new Problem(Type.INVALID_PARAMETER, detail).with("parameter", name);
    }

    static Problem body(String pointer, String detail) {
        return new Problem(Type.INVALID_BODY, detail).with("pointer", pointer);
    }

    Problem with(String member, Object value) {
        members.put(member, value);
        return this;
    }

    Problem withHeader(String name, String value) {
        headers.put(name, value);
        return this;
    }

    ApiResponse response() {
        ObjectNode json = Json.object();
        json.put("type", TYPES + type.name);
        json.put("title", type.title);
        json.put("status", type.status);
        json.put("detail", detail);
        members.forEach((name, value) -> json.set(name, Json.tree(value)));
        return new ApiResponse(type.status, "application/problem+json", headers, Json.write(json));
    }
}

package org.reactiveacs.api;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.port.Actor;

/**
 * A request, read whole.
 *
 * @param actor who sends it
 * @param path the values of the route's places, percent-decoded
 * @param query the query
 * @param headers the headers
 * @param body the body, empty if there is none
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on once, never compared.
record ApiRequest(Actor actor, Map<String, String> path, Query query, HttpHeaders headers, byte[] body) {

    /** The value of a place of the route. */
    String at(String place) {
        var value = path.get(place);
        if (value == null) {
            throw new IllegalStateException("the route has no place {" + place + "}");
        }
        return value;
    }

    @Nullable
    String header(String name) {
        return headers.get(name);
    }
}

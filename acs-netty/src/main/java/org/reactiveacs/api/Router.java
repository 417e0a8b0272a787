package org.reactiveacs.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the route of a request. */
final class Router {

    static final String BASE = "/api/v1";

    private final List<Route> routes;

    Router(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    /**
     * A route and what stands in its places.
     *
     * @param values percent-decoded
     */
    record Found(Route route, Map<String, String> values) {}

    /**
     * The route of a request; HEAD goes where GET goes.
     *
     * @param uri as in the request line
     * @throws Problem if there is none
     */
    Found find(String method, String uri) {
        int query = uri.indexOf('?');
        var path = query < 0 ? uri : uri.substring(0, query);
        if (!path.equals(BASE) && !path.startsWith(BASE + "/")) {
            throw Problem.notFound("the API stands below " + BASE);
        }
        var segments = List.of(path.substring(BASE.length()).split("/", -1));
        var allowed = new TreeSet<String>();
        for (var route : routes) {
            var values = match(route.segments(), segments);
            if (values != null) {
                if (route.method().equals(method.equals("HEAD") ? "GET" : method)) {
                    return new Found(route, values);
                }
                allowed.add(route.method());
            }
        }
        if (allowed.isEmpty()) {
            throw Problem.notFound("no resource stands at " + path + "; " + BASE + "/openapi.yaml lists them");
        }
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        var allow = String.join(", ", allowed);
        throw new Problem(Problem.Type.METHOD_NOT_ALLOWED, method + " is not for this resource; " + allow + " would be")
                .withHeader("Allow", allow);
    }

    private static @Nullable Map<String, String> match(List<String> template, List<String> segments) {
        if (template.size() != segments.size()) {
            return null;
        }
        var values = new HashMap<String, String>();
        for (int i = 0; i < template.size(); i++) {
            var part = template.get(i);
            var segment = segments.get(i);
            if (part.startsWith("{")) {
                if (segment.isEmpty()) {
                    return null;
                }
                values.put(part.substring(1, part.length() - 1), PercentDecoding.decode(segment, false));
            } else if (!part.equals(segment)) {
                return null;
            }
        }
        return values;
    }
}

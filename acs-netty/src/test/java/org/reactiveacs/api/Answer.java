package org.reactiveacs.api;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An answer of the API. */
record Answer(HttpResponse<String> http) {

    int status() {
        return http.statusCode();
    }

    String header(String name) {
        return http.headers().firstValue(name).orElse("");
    }

    JsonNode json() {
        return JsonMapper.shared().readTree(http.body());
    }

    /** The text at a JSON pointer. */
    String at(String pointer) {
        return json().at(pointer).asString();
    }

    /** One property of each item of a page. */
    List<String> items(String property) {
        var values = new ArrayList<String>();
        json().get("items").forEach(item -> values.add(item.get(property).asString()));
        return values;
    }
}

package org.reactiveacs.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.reactiveacs.main.Acs;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An operator at a node's API. */
public final class OperatorClient {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String api;
    private final String token;

    private OperatorClient(String address, String token) {
        this.api = "http://" + address + "/api/v1";
        this.token = token;
    }

    /** One at a server in this process, which asks for no token. */
    public static OperatorClient of(Acs node) {
        return new OperatorClient(node.apiAddress().toString(), "none");
    }

    /** One at a server of this machine. */
    public static OperatorClient of(int port, String token) {
        return new OperatorClient("127.0.0.1:" + port, token);
    }

    /** Sends a request with JSON or YAML or, if the body is empty, with nothing. It must succeed. */
    public String text(String method, String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(api + path))
                .header("Authorization", "Bearer " + token)
                .header(
                        "Content-Type",
                        body.isEmpty() || body.startsWith("{") ? "application/json" : "application/yaml")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        var answer = HTTP.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return answer.body();
    }

    /** The same, with the answer's JSON; an empty object if it has none. */
    public JsonNode send(String method, String path, String body) throws Exception {
        var text = text(method, path, body);
        return JsonMapper.shared().readTree(text.isEmpty() ? "{}" : text);
    }

    /** What is there. */
    public JsonNode get(String path) throws Exception {
        return send("GET", path, "");
    }

    /** How many devices a filter means. */
    public long count(String filter) throws Exception {
        return get("/devices?count=exact&filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8))
                .at("/count")
                .asLong();
    }

    /** Has devices asked to call; tells where it can be seen how far that is. */
    public String wake(String filter) throws Exception {
        var body = JsonMapper.shared().createObjectNode().put("filter", filter).toString();
        return "/connection-requests/"
                + send("POST", "/connection-requests", body).at("/id").asString();
    }
}

package org.reactiveacs.simulator.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Identity;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.simulator.cpe.CpeIdentity;
import tools.jackson.databind.json.JsonMapper;

/** Orders Downloads over the REST API of Reactive ACS. Thread-safe. */
final class Orders {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int CREATED = 201;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String api;
    private final @Nullable String token;
    private final LongAdder placed = new LongAdder();
    private final LongAdder refused = new LongAdder();

    /**
     * Speaks to an API.
     *
     * @param api its base, such as {@code http://127.0.0.1:7557/api/v1}
     * @param token null if it asks for none
     */
    Orders(String api, @Nullable String token) {
        this.api = api.endsWith("/") ? api.substring(0, api.length() - 1) : api;
        this.token = token;
    }

    /** Orders one Download of firmware. */
    void download(CpeIdentity device, String url) {
        Identity identity = new Identity("", device.oui(), device.productClass(), device.serialNumber());
        String id = DeviceId.of(IdentityScheme.OUI_SERIAL, identity).value();
        String body = JsonMapper.shared()
                .writeValueAsString(Map.of("kind", "download", "fileType", "1 Firmware Upgrade Image", "url", url));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(api + "/devices/" + id + "/tasks"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        http.sendAsync(request.build(), BodyHandlers.discarding())
                .whenComplete((response, failure) ->
                        (failure == null && response.statusCode() == CREATED ? placed : refused).increment());
    }

    long placed() {
        return placed.sum();
    }

    long refused() {
        return refused.sum();
    }
}

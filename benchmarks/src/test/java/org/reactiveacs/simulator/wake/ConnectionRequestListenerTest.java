package org.reactiveacs.simulator.wake;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactiveacs.simulator.client.CpeNetwork;
import org.reactiveacs.simulator.client.Credentials;
import org.reactiveacs.simulator.client.Sockets;
import org.reactiveacs.simulator.client.SourceAddresses;
import org.reactiveacs.simulator.client.Trust;
import org.reactiveacs.simulator.cpe.ConnectionRequests;
import org.reactiveacs.simulator.fleet.Executions;
import org.reactiveacs.simulator.fleet.Fleet;
import org.reactiveacs.simulator.fleet.FleetOptions;
import org.reactiveacs.simulator.fleet.FleetSetup;
import org.reactiveacs.simulator.fleet.Lines;

final class ConnectionRequestListenerTest {
    private final CpeNetwork network = new CpeNetwork(1, Trust.SYSTEM, Duration.ofSeconds(5), new Sockets(10));
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        network.close();
    }

    @Test
    void onlyWhoProvesToKnowThePasswordWakesTheDevice() throws Exception {
        try (ConnectionRequestListener listener = listen("127.0.0.1");
                Fleet fleet = fleet(listener)) {
            listener.serve(fleet.devices());
            ConnectionRequests second = listener.of(2);

            assertThat(get(second.url(), null).statusCode()).isEqualTo(401);
            assertThat(get(second.url(), new Credentials(second.username(), "wrong"))
                            .statusCode())
                    .isEqualTo(401);
            assertThat(fleet.waiting().devices()).isZero();

            assertThat(get(second.url(), new Credentials(second.username(), second.password()))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(fleet.devices().get(1).waitsSinceNanos()).isNotZero();
            assertThat(fleet.devices().get(0).waitsSinceNanos()).isZero();
        }
    }

    @Test
    void unknownDevicesAndOtherMethodsAreRefused() throws Exception {
        try (ConnectionRequestListener listener = listen("127.0.0.1");
                Fleet fleet = fleet(listener)) {
            listener.serve(fleet.devices());

            assertThat(get(listener.of(3).url(), null).statusCode()).isEqualTo(404);
            HttpRequest post = HttpRequest.newBuilder(URI.create(listener.of(1).url()))
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            assertThat(http.send(post, BodyHandlers.discarding()).statusCode()).isEqualTo(405);
        }
    }

    @Test
    void onAllAddressesEachDeviceNamesItsOwn() throws Exception {
        try (ConnectionRequestListener listener = listen("0.0.0.0")) {
            assertThat(listener.of(7).url()).startsWith("http://127.64.0.7:").endsWith("/7");
        }
    }

    private ConnectionRequestListener listen(String address) throws Exception {
        return ConnectionRequestListener.bind(
                network,
                new InetSocketAddress(InetAddress.getByName(address), 0),
                SourceAddresses.parse("127.64.0.0/10"));
    }

    /** Two devices whose ACS is nowhere. */
    private Fleet fleet(ConnectionRequestListener listener) {
        FleetOptions options = new FleetOptions(
                "http://127.0.0.1:9/",
                "",
                "",
                2,
                Duration.ofDays(1),
                Duration.ZERO,
                FleetOptions.Mix.TR181,
                "02AC50",
                "WAKE",
                1,
                Lines.ORDINARY);
        return Fleet.idle(
                options, new FleetSetup(network, Trust.SYSTEM, 0, Map.of(), false, listener::of, Executions.NONE));
    }

    private HttpResponse<Void> get(String url, @Nullable Credentials credentials) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        HttpResponse<Void> first = http.send(request.build(), BodyHandlers.discarding());
        if (credentials == null) {
            return first;
        }
        List<String> challenges = first.headers().allValues("WWW-Authenticate");
        assertThat(credentials.challenged(challenges)).isTrue();
        String proof = credentials.authorization("GET", URI.create(url).getPath());
        return http.send(request.header("Authorization", String.valueOf(proof)).build(), BodyHandlers.discarding());
    }
}

package org.reactiveacs.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.bulk.BulkRequests;
import org.reactiveacs.bulk.BulkShare;
import org.reactiveacs.cluster.Partitions;

class BulkRequestTest {
    private static final String REQUESTS = "/connection-requests";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private RunningApi api;

    @BeforeEach
    void start() {
        api = new RunningApi(directory);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void anOrderIsTakenInAndCanBeLookedAt() {
        var ordered = api.post(REQUESTS, "{'filter':'tag = \\'lab\\''}".replace("\\'", "\\\""));

        assertThat(ordered.status()).isEqualTo(202);
        assertThat(ordered.at("/state")).isEqualTo("running");
        assertThat(ordered.at("/filter")).isEqualTo("tag = \"lab\"");
        var location = ordered.http().headers().firstValue("Location").orElseThrow();
        assertThat(location).endsWith("/connection-requests/" + ordered.at("/id"));
        assertThat(api.get(REQUESTS + "/" + ordered.at("/id")).http().body())
                .isEqualTo(ordered.http().body());
        assertThat(api.get(REQUESTS).at("/items/0/id")).isEqualTo(ordered.at("/id"));
    }

    @Test
    void aFilterMayHaveAliasesThatAreKnown() {
        assertThat(api.post(REQUESTS, "{'filter':'wifi.24.ssid = home'}").status())
                .isEqualTo(202);

        var refused = api.post(REQUESTS, "{'filter':'wifi.24.sid = home'}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.at("/detail")).contains("no alias is called 'wifi.24.sid'");
    }

    @Test
    void whatTheNodesDidIsAddedUp() {
        var id = api.post(REQUESTS, "{'filter':''}").at("/id");
        Map<Integer, BulkShare> shares = new HashMap<>();
        for (int partition = 0; partition < Partitions.COUNT; partition++) {
            shares.put(partition, new BulkShare("a", true, partition > 0, 3, 1, Map.of("unreachable", 1L)));
        }
        var orders = new BulkRequests(api.store.documents());
        orders.keep(id, shares).block();

        var running = api.get(REQUESTS + "/" + id);
        assertThat(running.at("/state")).isEqualTo("running");
        assertThat(running.at("/counted")).isEqualTo("true");
        assertThat(running.at("/total")).isEqualTo("768");
        assertThat(running.at("/reached")).isEqualTo("256");
        assertThat(running.at("/failed/unreachable")).isEqualTo("256");
        assertThat(running.at("/pending")).isEqualTo("256");

        orders.keep(id, Map.of(0, new BulkShare("b", true, true, 1, 1, Map.of())))
                .block();
        assertThat(api.get(REQUESTS + "/" + id).at("/state")).isEqualTo("done");
    }

    @Test
    void oneThatIsStoppedSaysSo() {
        var id = api.post(REQUESTS, "{'filter':''}").at("/id");

        assertThat(api.delete(REQUESTS + "/" + id).at("/state")).isEqualTo("stopped");
        assertThat(api.get(REQUESTS + "/" + id).at("/state")).isEqualTo("stopped");
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        var without = api.post(REQUESTS, "{}");
        assertThat(without.status()).isEqualTo(422);
        assertThat(without.at("/pointer")).isEqualTo("/filter");

        var broken = api.post(REQUESTS, "{'filter':'tag = '}");
        assertThat(broken.status()).isEqualTo(400);
        assertThat(broken.at("/type")).contains("invalid-filter");
        assertThat(broken.at("/position")).isNotEmpty();

        assertThat(api.post(REQUESTS, "{'filter':'','wait':1}").status()).isEqualTo(422);
        assertThat(api.get(REQUESTS + "/nobody").status()).isEqualTo(404);
        assertThat(api.delete(REQUESTS + "/nobody").status()).isEqualTo(404);
    }

    @Test
    void onlySoManyMayBeUnderWay() {
        for (int i = 0; i < 16; i++) {
            assertThat(api.post(REQUESTS, "{'filter':''}").status()).isEqualTo(202);
        }
        var oneMore = api.post(REQUESTS, "{'filter':''}");
        assertThat(oneMore.status()).isEqualTo(429);
        assertThat(oneMore.at("/detail")).contains("16 bulk connection requests");

        api.delete(REQUESTS + "/" + api.get(REQUESTS).at("/items/0/id"));
        assertThat(api.post(REQUESTS, "{'filter':''}").status()).isEqualTo(202);
        assertThat(Instant.parse(api.get(REQUESTS).at("/items/16/orderedAt"))).isBefore(Instant.MAX);
    }
}

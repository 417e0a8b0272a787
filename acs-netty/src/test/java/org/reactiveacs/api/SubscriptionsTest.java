package org.reactiveacs.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.subscription.DeadLetter;
import org.reactiveacs.subscription.EventSubscription;
import org.reactiveacs.subscription.Report;
import org.reactiveacs.subscription.Subscriptions;

/** Subscriptions over the API, checked against the published document. */
class SubscriptionsTest {
    private static final String SECRET = "sixteen characters and more";
    private static final Instant AT = Instant.parse("2026-05-01T12:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private RunningApi api;

    @SuppressWarnings("NullAway.Init")
    private Subscriptions subscriptions;

    @BeforeEach
    void open() {
        api = new RunningApi(directory);
        subscriptions = new Subscriptions(api.store);
    }

    @AfterEach
    void close() {
        api.close();
    }

    private String create(String more) {
        var answer = api.post("/subscriptions", "{'url':'https://billing.example/acs'" + more + "}");
        assertThat(answer.status()).isEqualTo(201);
        return answer.at("/id");
    }

    private EventSubscription stored(String id) {
        return Objects.requireNonNull(subscriptions.get(id).block());
    }

    @Test
    void aSubscriptionIsCreatedShownAndListed() {
        api.devices.called("A", "1.0");

        var created = api.post(
                "/subscriptions",
                "{'name':'billing','url':'https://billing.example/acs','events':['FIRST_CONTACT','boot'],"
                        + "'filter':'oui = 00D09E','secret':'" + SECRET + "'}");

        assertThat(created.status()).isEqualTo(201);
        var id = created.at("/id");
        assertThat(created.header("Location")).isEqualTo("/api/v1/subscriptions/" + id);
        assertThat(created.header("ETag")).isEqualTo("\"1\"");
        var shown = api.get("/subscriptions/" + id);
        assertThat(shown.json()).isEqualTo(created.json());
        assertThat(shown.at("/events/0")).isEqualTo("BOOT");
        assertThat(shown.at("/secret")).isEqualTo("********");
        assertThat(shown.at("/by")).isEqualTo("admin");
        assertThat(shown.at("/state/lag")).as("it begins with what happens now").isEqualTo("0");
        assertThat(api.get("/subscriptions").items("id")).containsExactly(id);
        assertThat(stored(id).terms().secret()).isEqualTo(SECRET);
        assertThat(api.get("/audit").items("what")).contains("subscription changed");
        assertThat(api.get("/audit").http().body()).doesNotContain(SECRET);
    }

    @Test
    void theStateTellsHowItGoes() {
        var id = create("");
        api.devices.called("A", "1.0");
        subscriptions
                .keepReport(id, "node", new Report(7, 2, AT, "answers with status 500", AT))
                .block();
        subscriptions
                .keepReport(id, "gone", new Report(10, 1, AT.minusSeconds(9), "it died", AT))
                .block();

        var state = api.get("/subscriptions/" + id);

        assertThat(state.at("/state/delivered")).isEqualTo("17");
        assertThat(state.at("/state/deadLettered")).isEqualTo("3");
        assertThat(state.at("/state/failingSince")).isEqualTo(AT.toString());
        assertThat(state.at("/state/error")).isEqualTo("answers with status 500");
        assertThat(state.at("/state/lag")).isEqualTo("3");
    }

    @Test
    void aSubscriptionIsChangedByWhoKnowsItAsItIs() {
        var id = create(",'secret':'" + SECRET + "'");

        var changed = api.put("/subscriptions/" + id, "{'url':'http://10.0.0.7/','enabled':false,'secret':'********'}");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.header("ETag")).isEqualTo("\"2\"");
        assertThat(changed.at("/enabled")).isEqualTo("false");
        assertThat(stored(id).terms().secret()).isEqualTo(SECRET);
        var late = api.send(
                "PUT",
                "/subscriptions/" + id,
                "{'url':'http://10.0.0.8/'}",
                request -> request.header("If-Match", "\"1\""));
        assertThat(late.status()).isEqualTo(412);
        api.put("/subscriptions/" + id, "{'url':'http://10.0.0.9/','secret':''}");
        assertThat(stored(id).terms().secret()).isEmpty();
        assertThat(stored(id).terms().enabled()).isTrue();
    }

    @Test
    void aSubscriptionThatIsDeletedIsGone() {
        var id = create("");
        subscriptions.keepCursors(id, Map.of(1, 5L)).block();

        assertThat(api.delete("/subscriptions/" + id).status()).isEqualTo(204);

        assertThat(api.get("/subscriptions/" + id).status()).isEqualTo(404);
        assertThat(api.delete("/subscriptions/" + id).status()).isEqualTo(404);
        assertThat(subscriptions.cursors(id).block()).isEmpty();
    }

    @Test
    void deadLettersAreShownReplayedAndThrownAway() {
        var id = create("");
        var body = "[{\"id\":\"7-1\",\"type\":\"GAP\",\"reason\":\"trimmed\",\"after\":\"7-0\",\"missed\":1}]";
        subscriptions
                .bury(id, new DeadLetter("01A", AT, "answers with status 400", 1, body), 10)
                .block();

        var letters = api.get("/subscriptions/" + id + "/dead-letters");
        assertThat(letters.items("why")).containsExactly("answers with status 400");
        assertThat(letters.at("/items/0/events/0/id")).isEqualTo("7-1");

        var replayed = api.post("/subscriptions/" + id + "/dead-letters/replay", null);
        assertThat(replayed.status()).isEqualTo(202);
        assertThat(replayed.at("/letters")).isEqualTo("1");
        assertThat(stored(id).replay()).isGreaterThan("01A");

        assertThat(api.delete("/subscriptions/" + id + "/dead-letters").status())
                .isEqualTo(204);
        assertThat(api.get("/subscriptions/" + id + "/dead-letters").items("id"))
                .isEmpty();
        assertThat(api.get("/audit").http().body())
                .contains("dead letters replayed")
                .contains("dead letters removed");
        assertThat(api.get("/subscriptions/none/dead-letters").status()).isEqualTo(404);
    }

    @Test
    void whatIsWrongIsToldWithItsPlace() {
        assertThat(refused("{}")).isEqualTo("/url");
        assertThat(refused("{'url':'ftp://x/'}")).isEqualTo("/url");
        assertThat(refused("{'url':'http://user:pass@x/'}")).isEqualTo("/url");
        assertThat(refused("{'url':'http://x/','events':['BOOT','DANCE']}")).isEqualTo("/events/1");
        assertThat(refused("{'url':'http://x/','events':'BOOT'}")).isEqualTo("/events");
        assertThat(refused("{'url':'http://x/','filter':'serial ='}")).isEqualTo("/filter");
        assertThat(refused("{'url':'http://x/','secret':'fifteen letters'}")).isEqualTo("/secret");
        assertThat(refused("{'url':'http://x/','color':1}")).isEqualTo("/color");
    }

    private String refused(String body) {
        var answer = api.post("/subscriptions", body);
        assertThat(answer.status()).isEqualTo(422);
        return answer.at("/pointer");
    }

    @Test
    void thereAreNoMoreThanEachNodeCanDeliver() {
        for (int i = 0; i < 100; i++) {
            create("");
        }

        assertThat(api.post("/subscriptions", "{'url':'http://x/'}").status()).isEqualTo(429);
    }
}

package org.reactiveacs.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.subscription.Callbacks;
import org.reactiveacs.subscription.TaskCallback;
import reactor.core.publisher.Flux;

/** Callbacks of tasks over the API, checked against the published document. */
class CallbackTest {
    private static final DeviceId DEVICE = DeviceId.of("00D09E-A");
    private static final String TASKS = "/devices/00D09E-A/tasks";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private RunningApi api;

    @SuppressWarnings("NullAway.Init")
    private Callbacks callbacks;

    @BeforeEach
    void open() {
        api = new RunningApi(directory);
        api.devices.called("A", "1.0");
        callbacks = new Callbacks(api.store);
    }

    @AfterEach
    void close() {
        api.close();
    }

    private List<TaskCallback> waiting() {
        return Objects.requireNonNull(callbacks.of(Partitions.of(DEVICE)).block());
    }

    private static TaskCallback callback(int i) {
        return new TaskCallback(DEVICE, "T" + i, Instant.EPOCH, "https://oss.example/", "", null, "[{}]");
    }

    @Test
    void itWaitsForItsTaskAndItsSecretIsNotShown() {
        var answer = api.post(
                TASKS,
                "{'kind': 'reboot', 'callback': {'url': 'https://oss.example/done', 'secret': 's3cret-of-16-and-more'}}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.http().body()).doesNotContain("s3cret");
        assertThat(waiting()).singleElement().satisfies(callback -> {
            assertThat(callback.task()).isEqualTo(answer.at("/id"));
            assertThat(callback.url()).isEqualTo("https://oss.example/done");
            assertThat(callback.secret()).isEqualTo("s3cret-of-16-and-more");
        });
        assertThat(api.get("/audit").http().body()).doesNotContain("s3cret");
    }

    @Test
    void soDoesThatOfAHandOver() {
        var order =
                "{'url': 'https://acs.example/', 'username': 'u', 'password': 'p', 'callback': {'url': 'http://oss.example/'}}";

        assertThat(api.post("/devices/00D09E-A/hand-over", order).status()).isEqualTo(201);

        assertThat(waiting()).hasSize(1);
    }

    @Test
    void anOrderThatIsSentAgainHasTheCallbackOfTheFirst() {
        var order = "{'kind': 'reboot', 'callback': {'url': 'https://oss.example/done'}}";
        var first = api.send("POST", TASKS, order, request -> request.header("Idempotency-Key", "k"));

        var again = api.send("POST", TASKS, order, request -> request.header("Idempotency-Key", "k"));

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.at("/id")).isEqualTo(first.at("/id"));
        assertThat(waiting()).extracting(TaskCallback::task).containsExactly(first.at("/id"));
    }

    @Test
    void anOrderThatIsRefusedLeavesNoCallbackBehind() {
        var answer = api.post(
                "/devices/00D09E-NOBODY/tasks", "{'kind': 'reboot', 'callback': {'url': 'https://oss.example/done'}}");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(callbacks.of(Partitions.of(DeviceId.of("00D09E-NOBODY"))).block())
                .isEmpty();
    }

    @Test
    void thereAreNoMoreThanMayWait() {
        Flux.range(1, CallbackBody.MOST_WAITING - 1)
                .flatMap(i -> callbacks.put(callback(i)))
                .then()
                .block();
        var order = "{'kind': 'reboot', 'callback': {'url': 'https://oss.example/done'}}";
        assertThat(api.post(TASKS, order).status()).isEqualTo(201);

        var refused = api.post(TASKS, order);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(api.post(TASKS, "{'kind': 'reboot'}").status()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{} | /callback/url",
                "{'url': 'ftp://a/'} | /callback/url",
                "{'url': 'http://n:p@a/'} | /callback/url",
                "{'url': 'http://a/', 'secret': 'short'} | /callback/secret",
                "{'url': 'http://a/', 'more': 1} | /callback/more",
                "'http://a/' | /callback"
            })
    void whatIsNoCallbackIsRefused(String callback, String pointer) {
        var answer = api.post(TASKS, "{'kind': 'reboot', 'callback': " + callback + "}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.at("/pointer")).isEqualTo(pointer);
        assertThat(waiting()).isEmpty();
    }

    @Test
    void thoseThatWereGivenUpAreShownToldAgainAndRemoved() {
        for (int i = 0; i < 2; i++) {
            callbacks
                    .giveUp(new Callbacks.GivenUp("L" + i, Instant.EPOCH, "answers with status 410", callback(i)), 10)
                    .block();
        }
        var letters = api.get("/callbacks/dead-letters");
        assertThat(letters.status()).isEqualTo(200);
        assertThat(letters.at("/items/1/why")).isEqualTo("answers with status 410");
        assertThat(letters.at("/items/1/url")).isEqualTo("https://oss.example/");

        assertThat(api.post("/callbacks/dead-letters/replay", null).at("/letters"))
                .isEqualTo("2");
        assertThat(waiting()).hasSize(2);
        assertThat(api.get("/callbacks/dead-letters").json().get("items").size())
                .isZero();
        assertThat(api.delete("/callbacks/dead-letters").status()).isEqualTo(204);
        assertThat(api.get("/audit").http().body()).contains("given up are told again", "given up are removed");
    }
}

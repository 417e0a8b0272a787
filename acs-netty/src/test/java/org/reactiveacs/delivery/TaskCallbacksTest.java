package org.reactiveacs.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.cluster.LocalMail;
import org.reactiveacs.cluster.Mail;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.device.PathNames;
import org.reactiveacs.feed.EventJudge;
import org.reactiveacs.keys.KeyRing;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.outbound.Targets;
import org.reactiveacs.port.Actor;
import org.reactiveacs.port.RandomIds;
import org.reactiveacs.store.DeviceStore;
import org.reactiveacs.store.Write;
import org.reactiveacs.store.embedded.EmbeddedStore;
import org.reactiveacs.store.record.Seal;
import org.reactiveacs.store.record.SealedDocuments;
import org.reactiveacs.store.redis.server.Await;
import org.reactiveacs.subscription.Callbacks;
import org.reactiveacs.subscription.TaskCallback;
import org.reactiveacs.task.Schedule;
import org.reactiveacs.task.Task;
import org.reactiveacs.task.TaskSpec;

/** Tasks that end, and receivers of their callbacks that are well, ill and gone. */
class TaskCallbacksTest {
    private static final DeviceId DEVICE = DeviceId.of("00D09E-1");
    private static final Duration GIVE_UP = Duration.ofHours(1);
    private static final String SECRET = "a secret of some length";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final AcsMetrics metrics = new AcsMetrics(registry);
    private final List<AutoCloseable> open = new ArrayList<>();
    private final RandomIds ids = new RandomIds(Clock.systemUTC());
    private final LocalMail mail = new LocalMail();

    @SuppressWarnings("NullAway.Init")
    private EmbeddedStore store;

    @SuppressWarnings("NullAway.Init")
    private Callbacks callbacks;

    @SuppressWarnings("NullAway.Init")
    private EventReceiver receiver;

    @BeforeEach
    void start() throws Exception {
        store = EmbeddedStore.open(new EmbeddedStore.Settings(directory, IdentityScheme.OUI_SERIAL, null), mail);
        callbacks = new Callbacks(store);
        receiver = new EventReceiver();
        store.devices()
                .change(DEVICE, List.of(new DeviceStore.Change.Register()), write())
                .block();
    }

    @AfterEach
    void stop() throws Exception {
        for (var part : open) {
            part.close();
        }
        receiver.close();
        store.close();
    }

    private Write write() {
        return new Write(ids.next(), Actor.operator("tester"), Instant.now());
    }

    private TaskCallbacks tell(SomeLeases node, Mail letters, Duration giveUp) {
        var here = Targets.in(List.of(new IpSubnetFilterRule("127.0.0.0", 8, IpFilterRuleType.ACCEPT)));
        var settings = new DeliverySettings(
                here,
                Optional.empty(),
                Duration.ofSeconds(5),
                new DeliverySettings.Batch(20, 16 << 10),
                new DeliverySettings.Patience(
                        Duration.ofMillis(20), Duration.ofMillis(100), giveUp, 3, Duration.ofSeconds(1)),
                Duration.ofMillis(20));
        var tools = new DeliveryTools(
                store,
                new EventJudge(store, IdentityScheme.OUI_SERIAL, () -> PathNames.NONE, Clock.systemUTC()),
                node,
                ids,
                Clock.systemUTC(),
                metrics);
        var told = new TaskCallbacks(settings, tools, letters);
        open.add(0, told);
        return told;
    }

    private TaskCallbacks tell() {
        return tell(SomeLeases.all("node"), mail, GIVE_UP);
    }

    private Task ordered(String url) {
        var order = new Task.Order(Instant.now(), "tester", Schedule.AT_ONCE);
        var task = Task.queued(ids.next(), DEVICE, new TaskSpec.Reboot(), order);
        callbacks
                .put(new TaskCallback(DEVICE, task.id(), order.createdAt(), url, SECRET, null, ""))
                .block();
        store.tasks().add(task, null, write()).block();
        return task;
    }

    private void cancelled(Task task) {
        store.tasks().cancel(DEVICE, task.id(), write()).block();
    }

    private int waiting() {
        return Objects.requireNonNull(callbacks.of(Partitions.of(DEVICE)).block())
                .size();
    }

    private List<Callbacks.GivenUp> givenUp() {
        return Objects.requireNonNull(callbacks.givenUp().block());
    }

    private double count(String outcome) {
        var counter = registry.find("acs.callbacks").tag("outcome", outcome).counter();
        return counter == null ? 0 : counter.count();
    }

    @Test
    void aReceiverThatFailsFirstIsToldUntilItTakesIt() throws Exception {
        var failures = new AtomicInteger(2);
        receiver.behave(body -> failures.getAndDecrement() > 0 ? 503 : 204);
        tell();
        var task = ordered(receiver.url());
        assertThat(receiver.deliveries()).isEmpty();

        cancelled(task);

        Await.until("it is taken", () -> receiver.taken().size() == 1);
        var event = receiver.taken().get(0);
        assertThat(event.at("/id").asString()).isEqualTo(task.id());
        assertThat(event.at("/type").asString()).isEqualTo("TASK_ENDED");
        assertThat(event.at("/device").asString()).isEqualTo(DEVICE.value());
        assertThat(event.at("/detail/status").asString()).isEqualTo("cancelled");
        assertThat(receiver.deliveries()).hasSize(3).allSatisfy(delivery -> {
            assertThat(delivery.signature()).matches("t=\\d+,v1=[0-9a-f]{64}");
            assertThat(delivery.callback()).isEqualTo(task.id());
        });
        Await.until("nothing waits", () -> waiting() == 0);
        assertThat(count("failed")).isEqualTo(2);
        assertThat(count("delivered")).isEqualTo(1);
    }

    @Test
    void aNodeThatTakesOverTellsWhatTheOtherCouldNot() throws Exception {
        int port = receiver.port();
        receiver.close();
        var first = tell();
        var task = ordered("http://127.0.0.1:" + port + "/");
        cancelled(task);
        Await.until("it was tried", () -> count("failed") > 0);
        first.close();
        receiver = new EventReceiver(port);

        tell(SomeLeases.all("other"), mail, GIVE_UP);

        Await.until("it is told", () -> receiver.taken().size() == 1);
        Await.until("nothing waits", () -> waiting() == 0);
    }

    @Test
    void aTaskThatEndedWhileNobodyListenedIsFound() throws Exception {
        cancelled(ordered(receiver.url()));

        tell(SomeLeases.all("node"), new LocalMail(), GIVE_UP);

        Await.until("it is told", () -> receiver.taken().size() == 1);
    }

    @Test
    void whatIsRejectedIsGivenUpAndCanBeToldAgain() throws Exception {
        receiver.behave(body -> 410);
        tell();
        cancelled(ordered(receiver.url()));
        Await.until("it is given up", () -> givenUp().size() == 1);
        assertThat(givenUp().get(0).why()).contains("410");
        Await.until("it waits no more", () -> waiting() == 0);
        assertThat(count("dead-lettered")).isEqualTo(1);

        receiver.behave(body -> 204);
        assertThat(callbacks.again(write()).block()).isEqualTo(1);

        cancelled(ordered(receiver.url())); // A letter, so that nobody need wait for the next look.
        Await.until("both are told", () -> receiver.taken().size() == 2);
        assertThat(givenUp()).isEmpty();
        assertThat(Objects.requireNonNull(store.audit(0, 100).block()).toString())
                .contains("told again");
    }

    @Test
    void whoFailsForTooLongIsGivenUpAndTheOldestGo() throws Exception {
        receiver.behave(body -> 500);
        tell(SomeLeases.all("node"), mail, Duration.ofMillis(50));

        for (int i = 0; i < 4; i++) {
            cancelled(ordered(receiver.url()));
        }

        Await.until("all are given up", () -> count("dead-lettered") == 4);
        Await.until("the newest are kept", () -> givenUp().size() == 3);
    }

    @Test
    void theTimeOfThoseRunsTooThatWaitForAPlaceThatFails() throws Exception {
        tell();
        var gone = "http://127.0.0.1:1/";
        cancelled(ordered(gone));
        Await.until("it fails", () -> count("failed") > 0);

        for (int i = 0; i < 3; i++) {
            cancelled(ordered(gone));
        }

        Await.until(
                "all are known to fail",
                () -> Objects.requireNonNull(callbacks.of(Partitions.of(DEVICE)).block()).stream()
                        .allMatch(callback -> callback.failingSince() != null));
        assertThat(waiting()).isEqualTo(4);
    }

    @Test
    void aPlaceThatFailsKeepsNoOtherWaiting() throws Exception {
        tell();
        for (int i = 0; i < 5; i++) {
            cancelled(ordered("http://127.0.0.1:1/"));
        }
        Await.until("that one fails", () -> count("failed") > 0);

        cancelled(ordered(receiver.url()));

        Await.until("this one is told", () -> receiver.taken().size() == 1);
        Await.until("the others still wait", () -> waiting() == 5);
    }

    @Test
    void secretsAreNotReadableAtRest() {
        var sealed = new SealedDocuments(
                store.documents(), new Seal(KeyRing.parse("1:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")));
        sealed.put("g", "n", SECRET.getBytes(StandardCharsets.UTF_8)).block();

        var plain = new String(
                Objects.requireNonNull(store.documents().get("g", "n").block()), StandardCharsets.ISO_8859_1);
        assertThat(plain).doesNotContain(SECRET);
        assertThat(sealed.get("g", "n").block()).isEqualTo(SECRET.getBytes(StandardCharsets.UTF_8));
        assertThat(Objects.requireNonNull(sealed.all("g").block())).containsOnlyKeys("n");
    }
}

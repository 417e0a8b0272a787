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
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.cluster.LocalMail;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.device.PathNames;
import org.reactiveacs.feed.EventJudge;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.outbound.Targets;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.port.RandomIds;
import org.reactiveacs.store.Outbox;
import org.reactiveacs.store.embedded.EmbeddedStore;
import org.reactiveacs.store.redis.server.Await;
import org.reactiveacs.subscription.Report;
import org.reactiveacs.subscription.Terms;

/** Deliveries to receivers that are well, ill, slow and gone. */
class DeliveriesTest {

    private static final Duration GIVE_UP = Duration.ofHours(1);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final AcsMetrics metrics = new AcsMetrics(registry);
    private final List<AutoCloseable> open = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private EmbeddedStore store;

    @SuppressWarnings("NullAway.Init")
    private Happenings happenings;

    @SuppressWarnings("NullAway.Init")
    private EventReceiver receiver;

    @BeforeEach
    void start() throws Exception {
        store = EmbeddedStore.open(
                new EmbeddedStore.Settings(directory, IdentityScheme.OUI_SERIAL, null), new LocalMail());
        happenings = new Happenings(store);
        receiver = new EventReceiver();
    }

    @AfterEach
    void stop() throws Exception {
        for (var part : open) {
            part.close();
        }
        receiver.close();
        store.close();
    }

    private static Targets here() {
        return Targets.in(List.of(new IpSubnetFilterRule("127.0.0.0", 8, IpFilterRuleType.ACCEPT)));
    }

    private static DeliverySettings settings(Targets targets, Duration giveUp) {
        return new DeliverySettings(
                targets,
                Optional.empty(),
                Duration.ofMillis(500),
                new DeliverySettings.Batch(20, 16 << 10),
                new DeliverySettings.Patience(
                        Duration.ofMillis(20), Duration.ofMillis(100), giveUp, 3, Duration.ofSeconds(1)),
                Duration.ofMillis(20));
    }

    private Deliveries deliver(SomeLeases node, DeliverySettings settings) {
        var deliveries = new Deliveries(
                settings,
                new DeliveryTools(
                        store,
                        new EventJudge(store, IdentityScheme.OUI_SERIAL, () -> PathNames.NONE, Clock.systemUTC()),
                        node,
                        new RandomIds(Clock.systemUTC()),
                        Clock.systemUTC(),
                        metrics));
        open.add(0, deliveries);
        return deliveries;
    }

    private Deliveries deliver() {
        return deliver(SomeLeases.all("node"), settings(here(), GIVE_UP));
    }

    private double count(String outcome) {
        var counter =
                registry.find("acs.subscription.events").tag("outcome", outcome).counter();
        return counter == null ? 0 : counter.count();
    }

    private void awaitTaken(int count) {
        Await.until(count + " events taken", () -> receiver.taken().size() >= count);
    }

    private String error() {
        return happenings.report("s1").error();
    }

    @Test
    void eventsAreDeliveredInBatchesAndThoseOfADeviceInTheirOrder() {
        var subscription = happenings.subscribe("s1", Happenings.to(receiver.url()));
        deliver();

        happenings.changes(30, 10);

        awaitTaken(300);
        Await.until("the report", () -> happenings.report("s1").delivered() == 300);
        var numbers = Happenings.numbers(receiver.taken());
        assertThat(numbers).hasSize(30);
        assertThat(numbers.values())
                .allSatisfy(of -> assertThat(of).hasSize(10).isSorted().doesNotHaveDuplicates());
        assertThat(receiver.deliveries()).allSatisfy(delivery -> {
            assertThat(delivery.events()).hasSizeBetween(1, 20);
            assertThat(delivery.subscription()).isEqualTo(subscription.id());
            assertThat(delivery.signature()).isEqualTo("null");
            assertThat(delivery.isReplay()).isFalse();
        });
        assertThat(count("delivered")).isEqualTo(300);
    }

    @Test
    void nothingThatHappenedBeforeIsDelivered() {
        happenings.changes(3, 3);
        happenings.subscribe("s1", Happenings.to(receiver.url()));
        deliver();

        happenings.changes("later", 1, 0, 1);

        awaitTaken(1);
        assertThat(receiver.taken())
                .extracting(event -> event.get("device").asString())
                .containsOnly("00D09E-later0");
    }

    @Test
    void oneIsToldOfTheTypesAndDevicesThatHeHasChosen() {
        happenings.subscribe(
                "s1",
                new Terms("", receiver.url(), Set.of(DomainEvent.Type.DEVICE_CHANGED), "variable.n = 2", "", true));
        happenings.subscribe("s2", Happenings.to(receiver.url(), DomainEvent.Type.DEVICE_DELETED));
        deliver();

        happenings.changes(2, 3);
        store.devices().delete(DeviceId.of("00D09E-d1"), Happenings.write()).block();

        Await.until(
                "both",
                () -> receiver.deliveries().stream()
                                .map(EventReceiver.Delivery::subscription)
                                .distinct()
                                .count()
                        == 2);
        var deleted = receiver.deliveries(delivery -> delivery.subscription().equals("s2"));
        assertThat(deleted)
                .singleElement()
                .satisfies(delivery -> assertThat(delivery.events())
                        .singleElement()
                        .satisfies(event ->
                                assertThat(event.get("type").asString()).isEqualTo("DEVICE_DELETED")));
        assertThat(receiver.deliveries(delivery -> delivery.subscription().equals("s1")))
                .flatExtracting(EventReceiver.Delivery::events)
                .allSatisfy(event -> assertThat(event.get("type").asString()).isEqualTo("DEVICE_CHANGED"));
    }

    @Test
    void aReceiverThatAsksForItIsLeftAloneSoLong() {
        var triedNanos = new CopyOnWriteArrayList<Long>();
        receiver.retryAfter("1");
        receiver.behave(body -> {
            triedNanos.add(System.nanoTime());
            return triedNanos.size() == 1 ? 503 : 204;
        });
        happenings.subscribe("s1", Happenings.to(receiver.url()));
        deliver();

        happenings.changes(1, 1);

        awaitTaken(1);
        assertThat(Duration.ofNanos(triedNanos.get(1) - triedNanos.get(0)))
                .as("its own retries would wait for 30 ms at most")
                .isGreaterThan(Duration.ofMillis(900));
    }

    @Test
    void aDeliveryIsSignedWithTheSecretOfTheSubscription() throws Exception {
        var secret = "sixteen characters or more";
        happenings.subscribe("s1", new Terms("", receiver.url(), Set.of(), "", secret, true));
        deliver();

        happenings.changes(1, 1);

        awaitTaken(1);
        var delivery = receiver.deliveries().get(0);
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        var stamp = delivery.signature().substring(2, delivery.signature().indexOf(','));
        var signed = mac.doFinal((stamp + "." + delivery.body()).getBytes(StandardCharsets.UTF_8));
        assertThat(delivery.signature())
                .isEqualTo("t=" + stamp + ",v1=" + HexFormat.of().formatHex(signed));
        assertThat(Instant.ofEpochSecond(Long.parseLong(stamp)))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
    }

    @Test
    void aReceiverThatFailsGetsThemAgainUntilItTakesThemAndMissesNone() {
        var calls = new AtomicInteger();
        receiver.behave(body -> calls.incrementAndGet() < 4 ? 500 + calls.get() : 200);
        happenings.subscribe("s1", Happenings.to(receiver.url()));
        deliver();

        happenings.changes(3, 4);

        awaitTaken(12);
        var numbers = Happenings.numbers(receiver.taken());
        assertThat(numbers.values())
                .allSatisfy(of -> assertThat(of).hasSize(4).isSorted().doesNotHaveDuplicates());
        assertThat(receiver.deliveries(delivery -> delivery.status() >= 500)).hasSize(3);
        Await.until(
                "all is well",
                () -> happenings.report("s1").failingSince() == null
                        && happenings.report("s1").delivered() == 12);
        assertThat(error()).isEqualTo("answers with status 503");
        assertThat(count("failed")).isPositive();
    }

    @Test
    void aReceiverThatIsTooSlowGetsThemAgain() {
        var late = new CountDownLatch(1);
        var calls = new AtomicInteger();
        receiver.behave(body -> {
            if (calls.incrementAndGet() == 1) {
                late.await();
            }
            return 204;
        });
        happenings.subscribe("s1", Happenings.to(receiver.url()));
        deliver();

        happenings.changes(1, 1);

        awaitTaken(1);
        assertThat(calls.get()).isEqualTo(2);
        Await.until("what was wrong", () -> error().equals("gave no answer within PT0.5S"));
        late.countDown();
    }

    @Test
    void aRedirectIsNotFollowed() {
        receiver.behave(body -> 302);
        happenings.subscribe("s1", Happenings.to(receiver.url()));
        deliver();

        happenings.changes(1, 1);

        Await.until("what is wrong", () -> error().equals("sends us elsewhere (302), which is not followed"));
        receiver.behave(body -> 200);
        awaitTaken(1);
        assertThat(happenings.subscriptions().deadLetters("s1").block()).isEmpty();
    }

    @Test
    void aReceiverThatIsGoneGetsThemWhenItIsBack() throws Exception {
        int port = receiver.port();
        receiver.close();
        happenings.subscribe("s1", Happenings.to("http://127.0.0.1:" + port + "/events"));
        deliver();
        happenings.changes(2, 2);
        Await.until("what is wrong", () -> error().equals("127.0.0.1 refuses connections"));
        assertThat(happenings.report("s1").failingSince()).isNotNull();

        receiver = new EventReceiver(port);

        awaitTaken(4);
    }

    @Test
    void aPlaceThatMayNotBeCalledIsNotCalled() {
        happenings.subscribe("s1", Happenings.to(receiver.url()));
        deliver(SomeLeases.all("node"), settings(Targets.elsewhere(), GIVE_UP));

        happenings.changes(1, 1);

        Await.until("what is wrong", () -> error().contains("subscriptions.networks"));
        assertThat(receiver.deliveries()).isEmpty();
    }

    @Test
    void whatIsRejectedBecomesADeadLetterAndOthersGoOn() {
        receiver.behave(body -> body.contains("DEVICE_REGISTERED") ? 422 : 204);
        happenings.subscribe("s1", Happenings.to(receiver.url()));
        deliver();
        happenings.changes("bad", 1, 0, 1);
        Await.until("a dead letter", () -> happenings.report("s1").deadLettered() == 1);

        happenings.changes("bad", 1, 1, 3);

        awaitTaken(2);
        var letters = happenings.subscriptions().deadLetters("s1").block();
        assertThat(letters).singleElement().satisfies(letter -> {
            assertThat(letter.why()).isEqualTo("answers with status 422");
            assertThat(letter.events()).isEqualTo(1);
            assertThat(letter.body()).contains("DEVICE_REGISTERED");
        });
        assertThat(count("dead-lettered")).isEqualTo(1);
    }

    @Test
    void whoRejectedSomethingLongAgoIsNotGivenUpWhenHeFails() {
        var giveUp = Duration.ofMillis(300);
        receiver.behave(body -> 422);
        happenings.subscribe("s1", Happenings.to(receiver.url()));
        deliver(SomeLeases.all("node"), settings(here(), giveUp));
        happenings.changes("d", 1, 0, 1);
        Await.until("a dead letter", () -> happenings.report("s1").deadLettered() == 1);
        var later = Instant.now().plus(giveUp);
        Await.until("later", () -> Instant.now().isAfter(later));
        var calls = new AtomicInteger();
        receiver.behave(body -> calls.incrementAndGet() == 1 ? 503 : 204);

        happenings.changes("d", 1, 1, 2);

        awaitTaken(1);
        assertThat(happenings.subscriptions().deadLetters("s1").block()).hasSize(1);
    }

    @Test
    void aSubscriptionThatIsTurnedOnAgainHasAllTheTimeThatThereIs() {
        var terms = Happenings.to(receiver.url());
        happenings.subscribe("s1", terms);
        happenings
                .subscriptions()
                .put(happenings.stored("s1").with(terms, Instant.now(), "tester"), "enabled", Happenings.write())
                .block();
        var before = Report.NONE.failed("answers with status 503", Instant.now().minus(GIVE_UP.multipliedBy(2)));
        happenings.subscriptions().keepReport("s1", "node", before).block();
        var calls = new AtomicInteger();
        receiver.behave(body -> calls.incrementAndGet() == 1 ? 503 : 204);
        deliver();

        happenings.changes(1, 1);

        awaitTaken(1);
        assertThat(happenings.subscriptions().deadLetters("s1").block()).isEmpty();
    }

    @Test
    void thatAFilterCannotBeReadAnyMoreIsTold() {
        happenings.subscribe("s1", new Terms("", receiver.url(), Set.of(), "(", "", true));
        deliver();

        happenings.changes(1, 1);

        Await.until("what is wrong", () -> error().startsWith("its filter cannot be read any more"));
        assertThat(happenings.report("s1").failingSince()).isNull();
        assertThat(receiver.deliveries()).isEmpty();
    }

    @Test
    void whoFailsTooLongHasWhatHeDidNotTakeAmongHisDeadLettersOfWhichTheOldestGo() {
        receiver.behave(body -> 503);
        happenings.subscribe("s1", Happenings.to(receiver.url()));
        deliver(SomeLeases.all("node"), settings(here(), Duration.ofMillis(1)));

        for (int i = 0; i < 5; i++) {
            int buried = i + 1;
            happenings.changes("d", 1, i, i + 1);
            Await.until("given up", () -> happenings.report("s1").deadLettered() == buried);
        }

        var letters = happenings.subscriptions().deadLetters("s1").block();
        assertThat(letters).hasSize(3);
        assertThat(letters)
                .extracting(letter -> letter.body().contains("REGISTERED"))
                .containsOnly(false);
        receiver.behave(body -> 204);
        happenings.changes("d", 1, 5, 6);
        awaitTaken(1);
    }

    @Test
    void deadLettersAreDeliveredAgainWhenThatIsOrdered() {
        receiver.behave(body -> 400);
        happenings.subscribe("s1", Happenings.to(receiver.url()));
        deliver();
        happenings.changes("d", 1, 0, 1);
        Await.until("given up", () -> happenings.report("s1").deadLettered() == 1);
        happenings.changes("d", 1, 1, 2);
        Await.until("given up", () -> happenings.report("s1").deadLettered() == 2);
        var calls = new AtomicInteger();
        receiver.behave(body -> calls.incrementAndGet() == 1 ? 500 : 200);

        var upTo = new RandomIds(Clock.systemUTC()).next();
        happenings
                .subscriptions()
                .put(happenings.stored("s1").replaying(upTo, Happenings.NOW, "tester"), "", Happenings.write())
                .block();

        awaitTaken(2);
        assertThat(Happenings.numbers(receiver.taken()).get("00D09E-d0")).isSorted();
        assertThat(receiver.deliveries(delivery -> delivery.status() == 200))
                .allSatisfy(delivery -> assertThat(delivery.isReplay()).isTrue());
        Await.until(
                "none is left",
                () -> List.of()
                        .equals(happenings.subscriptions().deadLetters("s1").block()));
    }

    @Test
    void anotherNodeGoesOnWhereOneHasStopped() {
        var all = IntStream.range(0, Partitions.COUNT).boxed().toList();
        var first = SomeLeases.all("first");
        var second = new SomeLeases("second");
        happenings.subscribe("s1", Happenings.to(receiver.url()));
        deliver(first, settings(here(), GIVE_UP));
        deliver(second, settings(here(), GIVE_UP));
        happenings.changes("d", 20, 0, 5);
        awaitTaken(100);

        // The lease is gone while a delivery is under way.
        var held = new CountDownLatch(1);
        var letGo = new CountDownLatch(1);
        receiver.behave(body -> {
            held.countDown();
            letGo.await();
            return 500;
        });
        happenings.changes("d", 20, 5, 10);
        Await.until("a delivery", () -> held.getCount() == 0);
        first.lose(all);
        second.take(all);
        receiver.behave(body -> 200);
        letGo.countDown();

        awaitTaken(200);
        var numbers = Happenings.numbers(receiver.taken());
        assertThat(numbers).hasSize(20);
        assertThat(numbers.values())
                .allSatisfy(of ->
                        assertThat(of.stream().distinct().toList()).hasSize(10).isSorted());
        Await.until("both reports", () -> happenings.report("s1").delivered() >= 200);
    }

    @Test
    void aNodeThatIsStartedAgainGoesOnWhereItWas() throws Exception {
        happenings.subscribe("s1", Happenings.to(receiver.url()));
        var deliveries = deliver();
        happenings.changes(5, 2);
        awaitTaken(10);
        Await.until("the report", () -> happenings.report("s1").delivered() == 10);
        deliveries.close();
        happenings.changes("more", 5, 0, 2);

        deliver();

        awaitTaken(20);
        Await.until("the report", () -> happenings.report("s1").delivered() == 20);
        assertThat(receiver.taken()).hasSize(20);
    }

    @Test
    void whatWentBeforeItCouldBeDeliveredIsAGap() {
        happenings.subscribe("s1", Happenings.to(receiver.url()));
        happenings.many(Outbox.KEPT + 5);
        deliver();

        awaitTaken(Outbox.KEPT + 1);

        var first = receiver.taken().get(0);
        assertThat(first.get("type").asString()).isEqualTo("GAP");
        assertThat(first.get("missed").asInt()).isEqualTo(5);
        assertThat(first.get("reason").asString()).isEqualTo("trimmed");
    }

    @Test
    void nothingIsDeliveredWhileASubscriptionIsDisabledAndAllOfItAfterwards() {
        happenings.subscribe("s1", new Terms("", receiver.url(), Set.of(), "", "", false));
        happenings.subscribe("s2", Happenings.to(receiver.url()));
        deliver();
        happenings.changes(1, 1);
        awaitTaken(1);
        assertThat(receiver.deliveries())
                .extracting(EventReceiver.Delivery::subscription)
                .containsOnly("s2");

        happenings
                .subscriptions()
                .put(
                        happenings.stored("s1").with(Happenings.to(receiver.url()), Happenings.NOW, "tester"),
                        "",
                        Happenings.write())
                .block();

        Await.until(
                "the other, too",
                () -> receiver.deliveries().stream()
                        .anyMatch(delivery -> delivery.subscription().equals("s1")));
    }

    @Test
    void aSubscriptionThatIsGoneLeavesNothing() {
        happenings.subscribe("s1", Happenings.to(receiver.url()));
        deliver();
        happenings.changes(1, 1);
        Await.until("the report", () -> happenings.report("s1").delivered() == 1);

        happenings
                .subscriptions()
                .remove(happenings.stored("s1"), Happenings.write())
                .block();
        happenings.changes("more", 1, 0, 1);
        happenings.subscribe("s2", Happenings.to(receiver.url()));
        happenings.changes("last", 1, 0, 1);

        Await.until(
                "the other's",
                () -> receiver.deliveries().stream()
                        .anyMatch(delivery -> delivery.subscription().equals("s2")));
        Await.until("nothing is left", () -> happenings.report("s1").equals(Report.NONE));
    }

    @Test
    void theLagIsToldWhileAReceiverFails() {
        receiver.behave(body -> 500);
        happenings.subscribe("s1", Happenings.to(receiver.url()));
        deliver();
        happenings.changes(4, 5);

        Await.until(
                "the lag", () -> registry.get("acs.subscription.lag").gauge().value() == 20);
        receiver.behave(body -> 200);
        Await.until("no lag", () -> registry.get("acs.subscription.lag").gauge().value() == 0);
    }
}

package org.reactiveacs.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.auth.TokenVerifier;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.feed.Position;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.store.DeviceStore;
import org.reactiveacs.store.Outbox;
import reactor.core.publisher.Flux;

/** Events that clients follow over real connections. */
class EventsTest {

    private static final int MOST = 3;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private RunningApi api;

    @BeforeEach
    void open() {
        api = new RunningApi(
                directory,
                ApiAccess.token(new TokenVerifier(RunningApi.TOKEN)),
                ApiSettings.DEFAULT.with(
                        ApiSettings.Streams.of(MOST, 4096, Duration.ofMillis(20), Duration.ofMillis(100))));
    }

    @AfterEach
    void close() {
        api.close();
    }

    private EventClient follow(String query, @Nullable String lastId) {
        return new EventClient(api.uri("/api/v1/events" + query), RunningApi.TOKEN, lastId);
    }

    private static List<String> types(List<EventClient.Event> events) {
        return events.stream().map(EventClient.Event::name).toList();
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static String device(EventClient.Event event) {
        return event.at("/device");
    }

    @Test
    void whatHappensIsToldAsItHappens() {
        try (var client = follow("", null)) {
            assertThat(client.status()).isEqualTo(200);
            assertThat(client.header("content-type")).isEqualTo("text/event-stream");
            assertThat(client.header("cache-control")).isEqualTo("no-store");
            assertThat(Position.parse(client.next().id())).isNotNull();

            api.devices.called("A", "1.0");

            var events = client.nextEvents(3);
            assertThat(types(events)).containsExactly("FIRST_CONTACT", "BOOTSTRAP", "BOOT");
            assertThat(events).allSatisfy(event -> {
                assertThat(device(event)).isEqualTo("00D09E-A");
                assertThat(event.at("/type")).isEqualTo(event.name());
                assertThat(ApiDocument.load()
                                .errors(ApiDocument.load().root.at("/components/schemas/Event"), event.json()))
                        .isEmpty();
            });
            assertThat(events.get(0).at("/detail/peer")).isEqualTo("10.0.0.7");
        }
    }

    @Test
    void theSchemaKnowsAllTypes() {
        var types = new TreeSet<String>();
        ApiDocument.load().root.at("/components/schemas/EventType/enum").forEach(type -> types.add(type.asString()));

        assertThat(types)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(DomainEvent.Type.values()).map(Enum::name).toList());
    }

    @Test
    void aClientChoosesByTypeDeviceAndFilter() {
        try (var boots = follow("?type=boot,DEVICE_CHANGED", null);
                var one = follow("?device=00D09E-B", null);
                var tagged = follow("?filter=" + RunningApi.encoded("tag = vip and software = 2.0"), null)) {
            Stream.of(boots, one, tagged).forEach(EventClient::next);

            api.devices.called("A", "1.0");
            api.devices.called("B", "1.0");
            api.put("/devices/00D09E-C", "{'tags':['vip']}");
            api.devices.called("C", "2.0");

            var bootsEvents = boots.nextEvents(3);
            assertThat(types(bootsEvents)).containsOnly("BOOT");
            assertThat(bootsEvents)
                    .extracting(EventsTest::device)
                    .containsExactlyInAnyOrder("00D09E-A", "00D09E-B", "00D09E-C");
            assertThat(types(one.nextEvents(3))).containsExactly("FIRST_CONTACT", "BOOTSTRAP", "BOOT");
            api.put("/devices/00D09E-B/tags/x", null);
            assertThat(one.nextEvent().name()).isEqualTo("DEVICE_CHANGED");
            var vip = Stream.generate(tagged::nextEvent)
                    .takeWhile(event -> !event.name().equals("BOOT"))
                    .toList();
            assertThat(vip).extracting(EventsTest::device).containsOnly("00D09E-C");
        }
    }

    @Test
    void whoGoesOnFromAnIdIsToldExactlyWhatHeHasNotSeen() {
        List<EventClient.Event> seen;
        try (var client = follow("", null)) {
            client.next();
            api.devices.called("A", "1.0");
            seen = client.nextEvents(2);
        }
        api.devices.called("B", "1.0");

        var last = seen.get(1).id();
        try (var byHeader = follow("", last);
                var byQuery = follow("?after=" + last, null);
                var both = follow("?after=" + seen.get(0).id(), last)) {
            for (var client : List.of(byHeader, byQuery, both)) {
                var rest = client.nextEvents(4);
                assertThat(types(rest)).containsExactlyInAnyOrder("BOOT", "FIRST_CONTACT", "BOOTSTRAP", "BOOT");
            }
        }
    }

    @Test
    void aClientThatWaitsHearsWhereItStands() {
        try (var client = follow("?type=FAULT", null)) {
            var begin = client.next();
            api.devices.called("A", "1.0");

            await(() -> !client.next().id().equals(begin.id()));

            var here = client.next();
            assertThat(here.data()).isEmpty();
            try (var next = follow("?device=00D09E-A", here.id())) {
                next.next();
                api.put("/devices/00D09E-A/tags/x", null);
                assertThat(next.nextEvent().name())
                        .as("all before was seen, though not wanted")
                        .isEqualTo("DEVICE_CHANGED");
            }
        }
    }

    private void changes(String device, int count) {
        Flux.range(0, count)
                .flatMap(
                        i -> api.store
                                .devices()
                                .change(
                                        DeviceId.of(device),
                                        List.of(new DeviceStore.Change.Tag("t" + i % 2)),
                                        api.parts.write(org.reactiveacs.port.Actor.operator("tester"))),
                        256)
                .blockLast(Duration.ofSeconds(60));
    }

    @Test
    void whoComesBackTooLateIsToldOfTheGap() {
        api.devices.called("A", "1.0");
        String begin;
        try (var client = follow("", null)) {
            begin = client.next().id();
        }
        changes("00D09E-A", Outbox.KEPT + 10);

        try (var client = follow("", begin)) {
            var gap = client.nextEvent();

            assertThat(gap.name()).isEqualTo("gap");
            assertThat(gap.at("/type")).isEqualTo("GAP");
            assertThat(gap.at("/reason")).isEqualTo("trimmed");
            assertThat(gap.at("/missed")).isEqualTo("10");
            assertThat(client.nextEvent().name()).isEqualTo("DEVICE_CHANGED");
        }
    }

    @Test
    void moreClientsThanMayFollowAreRefusedAndPlacesAreGivenBack() {
        var clients = IntStream.range(0, MOST).mapToObj(i -> follow("", null)).toList();
        clients.forEach(EventClient::next);

        assertThat(api.streams()).isEqualTo(MOST);
        try (var refused = follow("", null)) {
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("10");
        }

        clients.forEach(EventClient::close);
        await(() -> api.streams() == 0);
        try (var client = follow("", null)) {
            assertThat(client.status()).isEqualTo(200);
        }
    }

    @Test
    void aNodeThatStopsEndsItsStreamsAndBeginsNone() {
        try (var client = follow("", null)) {
            client.next();

            api.drain();

            var end = client.nextEvent();
            assertThat(end.name()).isEqualTo("end");
            assertThat(end.at("/reason")).isEqualTo("stopping");
            client.awaitEnd();
            try (var late = follow("", null)) {
                assertThat(late.status()).isEqualTo(503);
            }
        }
    }

    @Test
    void strangersAndNonsenseAreRefused() {
        var stranger = HttpRequest.newBuilder(api.uri("/api/v1/events")).build();
        assertThat(api.raw(stranger).status()).isEqualTo(401);
        assertThat(api.get("/events?after=nonsense").at("/parameter")).isEqualTo("after");
        assertThat(api.get("/events?type=BOOT,DANCE").at("/parameter")).isEqualTo("type");
        assertThat(api.get("/events?filter=serial").at("/parameter")).isEqualTo("filter");
        assertThat(api.get("/events?color=1").status()).isEqualTo(400);
        assertThat(api.send("GET", "/events", null, request -> request.header("Accept", "application/json"))
                        .status())
                .isEqualTo(406);
    }

    @Test
    void aHeadTellsWhatThereIsAndTakesNoPlace() {
        var head = HttpRequest.newBuilder(api.uri("/api/v1/events"))
                .header("Authorization", "Bearer " + RunningApi.TOKEN)
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();

        assertThat(api.raw(head).header("content-type")).isEqualTo("text/event-stream");
        assertThat(api.streams()).isZero();
    }
}

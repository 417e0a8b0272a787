package org.reactiveacs.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactiveacs.auth.TokenVerifier;
import org.reactiveacs.cluster.LocalMail;
import org.reactiveacs.cluster.LocalMembership;
import org.reactiveacs.cluster.Member;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.device.Reach;
import org.reactiveacs.keys.KeyRing;
import org.reactiveacs.library.Policies;
import org.reactiveacs.library.PoliciesInForce;
import org.reactiveacs.policy.desired.Marks;
import org.reactiveacs.policy.desired.Seen;
import org.reactiveacs.policy.expression.Scope;
import org.reactiveacs.policy.expression.Server;
import org.reactiveacs.port.RandomIds;
import org.reactiveacs.port.WakeOutcome;
import org.reactiveacs.store.redis.RedisStore;
import org.reactiveacs.store.redis.cluster.RedisFormats;
import org.reactiveacs.store.redis.link.RedisLink;
import org.reactiveacs.store.redis.link.RedisSettings;
import org.reactiveacs.store.redis.server.ClusterRedis;
import org.reactiveacs.store.redis.server.RedisServers;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Events at two nodes that share a Redis Cluster: each tells what happens at both, and a client may change between them. */
class EventsAtTwoNodesTest {

    @RegisterExtension
    static final ClusterRedis REDIS = RedisServers.cluster();

    private static final Marks.Signer NO_KEYS = new Marks.Signer() {
        @Override
        public byte[] mac(byte[] message) {
            return message;
        }

        @Override
        public boolean verify(byte[] message, byte[] tag) {
            return message.length == tag.length;
        }
    };

    /** A node with a link of its own. */
    private static final class Node implements AutoCloseable {
        private final Clock clock = Clock.systemUTC();
        private final RandomIds ids = new RandomIds(clock);
        private final RedisLink link = RedisLink.open(RedisSettings.of(REDIS.url()));
        private final RedisStore store;
        private final ApiServer server;
        final StoredDevices devices;

        Node(String name, KeyRing keys) {
            var mail = new LocalMail();
            store = RedisStore.open(
                    link,
                    new RedisStore.Settings(
                            IdentityScheme.OUI_SERIAL, keys, new AnySessions(), RedisFormats.open(link, "acs")),
                    mail);
            devices = new StoredDevices(store, ids, clock);
            var parts = new ApiParts(
                    store,
                    new PoliciesInForce(new Policies(store.library(), Server.NONE)),
                    new Seen.Tools(new Marks(NO_KEYS), (device, registration) -> Scope.Secrets.NONE),
                    mail,
                    new LocalMembership(new Member(name, name, "1.0", clock.instant(), 1, 0), () -> 0),
                    (device, urgency) ->
                            Mono.just(new WakeOutcome(WakeOutcome.Result.REACHED, Reach.Way.TCP, "", Duration.ZERO)),
                    ids,
                    clock,
                    ApiAccess.token(new TokenVerifier(RunningApi.TOKEN)),
                    IdentityScheme.OUI_SERIAL,
                    ApiSettings.DEFAULT.with(
                            ApiSettings.Streams.of(10, 4096, Duration.ofMillis(20), Duration.ofSeconds(5))));
            parts.policies().look().block();
            server = ApiServer.start(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Optional.empty(), parts);
        }

        EventClient follow(@Nullable String lastId) {
            var url = URI.create("http://127.0.0.1:" + server.address().getPort() + "/api/v1/events");
            return new EventClient(url, RunningApi.TOKEN, lastId);
        }

        @Override
        public void close() {
            server.close();
            store.close();
            link.close();
        }
    }

    @SuppressWarnings("NullAway.Init")
    private Node first;

    @SuppressWarnings("NullAway.Init")
    private Node second;

    @BeforeEach
    void start() {
        REDIS.flush();
        var keys = KeyRing.generate(new SecureRandom());
        first = new Node("first", keys);
        second = new Node("second", keys);
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    private static Set<String> ids(List<EventClient.Event> events) {
        return events.stream().map(event -> event.at("/id")).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void eachNodeTellsWhatHappensAtBoth() {
        try (var atFirst = first.follow(null);
                var atSecond = second.follow(null)) {
            atFirst.next();
            atSecond.next();

            first.devices.called("A", "1.0");
            second.devices.called("B", "1.0");

            var heardAtFirst = atFirst.nextEvents(6);
            assertThat(ids(heardAtFirst)).hasSize(6).isEqualTo(ids(atSecond.nextEvents(6)));
            assertThat(heardAtFirst).extracting(event -> event.at("/device")).containsOnly("00D09E-A", "00D09E-B");
        }
    }

    @Test
    void whoChangesNodesAgainAndAgainMissesNothing() {
        int devices = 60;
        List<EventClient.Event> heard = new ArrayList<>();
        String id;
        try (var begin = first.follow(null)) {
            id = begin.next().id();
        }
        var calls = Flux.range(0, devices)
                .flatMap(
                        i -> Mono.fromRunnable(() -> (i % 2 == 0 ? first : second).devices.called("d" + i, "1.0"))
                                .subscribeOn(reactor.core.scheduler.Schedulers.boundedElastic()),
                        4)
                .then()
                .toFuture();

        for (int turn = 0; ids(heard).size() < devices * 3; turn++) {
            try (var client = (turn % 2 == 0 ? second : first).follow(id)) {
                heard.addAll(
                        client.nextEvents(Math.min(7, devices * 3 - ids(heard).size())));
                id = heard.get(heard.size() - 1).id();
            }
        }

        calls.join();
        var types = IntStream.range(0, devices)
                .mapToObj(i -> heard.stream()
                        .filter(event -> event.at("/device").equals("00D09E-d" + i))
                        .map(EventClient.Event::name)
                        .distinct()
                        .toList())
                .toList();
        assertThat(types).containsOnly(List.of("FIRST_CONTACT", "BOOTSTRAP", "BOOT"));
    }
}

package org.reactiveacs.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactiveacs.cluster.LocalMail;
import org.reactiveacs.cluster.Member;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.device.PathNames;
import org.reactiveacs.feed.EventJudge;
import org.reactiveacs.keys.KeyRing;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.outbound.Targets;
import org.reactiveacs.port.RandomIds;
import org.reactiveacs.session.SessionJson;
import org.reactiveacs.store.record.StoreFormat;
import org.reactiveacs.store.redis.RedisStore;
import org.reactiveacs.store.redis.cluster.RedisFormats;
import org.reactiveacs.store.redis.cluster.RedisMembership;
import org.reactiveacs.store.redis.link.RedisLink;
import org.reactiveacs.store.redis.link.RedisSettings;
import org.reactiveacs.store.redis.server.Await;
import org.reactiveacs.store.redis.server.RedisServers;
import org.reactiveacs.store.redis.server.StandaloneRedis;

/** Two nodes that share the deliveries of a store on Redis, one of which is cut off. */
class DeliveriesAtTwoNodesTest {

    private static final RedisMembership.Timing QUICK =
            new RedisMembership.Timing(Duration.ofMillis(100), Duration.ofMillis(1200), Duration.ofMillis(250));

    @RegisterExtension
    static final StandaloneRedis REDIS = RedisServers.standalone();

    /** A node with links of its own. */
    private static final class Node implements AutoCloseable {
        private final RedisLink link = RedisLink.open(RedisSettings.of(REDIS.url()));
        private final RedisFormats formats = RedisFormats.open(link, "acs");
        final RedisMembership membership;
        final RedisStore store;
        private final Deliveries deliveries;

        Node(String name, KeyRing keys) {
            var clock = Clock.systemUTC();
            membership = RedisMembership.join(
                    link,
                    new Member(UUID.randomUUID().toString(), name, "1.0", clock.instant(), StoreFormat.NEWEST, 0),
                    new RedisMembership.Settings("acs", formats, () -> 0, clock, QUICK));
            store = RedisStore.open(
                    link,
                    new RedisStore.Settings(IdentityScheme.OUI_SERIAL, keys, new SessionJson(), formats),
                    new LocalMail());
            deliveries = new Deliveries(
                    new DeliverySettings(
                            Targets.in(List.of(new IpSubnetFilterRule("127.0.0.0", 8, IpFilterRuleType.ACCEPT))),
                            Optional.empty(),
                            Duration.ofSeconds(5),
                            new DeliverySettings.Batch(20, 16 << 10),
                            new DeliverySettings.Patience(
                                    Duration.ofMillis(20),
                                    Duration.ofMillis(100),
                                    Duration.ofHours(1),
                                    10,
                                    Duration.ofSeconds(1)),
                            Duration.ofMillis(20)),
                    new DeliveryTools(
                            store,
                            new EventJudge(store, IdentityScheme.OUI_SERIAL, () -> PathNames.NONE, clock),
                            membership,
                            new RandomIds(clock),
                            clock,
                            new AcsMetrics(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT))));
        }

        int held() {
            return membership.held().size();
        }

        /** It is gone without a word to the others. */
        void cut() {
            link.close();
        }

        @Override
        public void close() {
            deliveries.close();
            membership.close();
            store.close();
            link.close();
        }
    }

    @Test
    void whenANodeIsGoneTheOtherDeliversWhatItHadToDeliver() throws Exception {
        REDIS.flush();
        var keys = KeyRing.generate(new SecureRandom());
        try (var receiver = new EventReceiver();
                var first = new Node("first", keys);
                var second = new Node("second", keys)) {
            Await.until(
                    "all partitions to be shared",
                    () -> first.held() > 0 && second.held() > 0 && first.held() + second.held() == Partitions.COUNT);
            var happenings = new Happenings(second.store);
            happenings.subscribe("s1", Happenings.to(receiver.url()));
            happenings.changes("d", 60, 0, 5);
            Await.until("what both deliver", () -> distinct(receiver) == 300);
            Await.until("both reports", () -> reports(happenings) == 2);

            first.cut();
            happenings.changes("d", 60, 5, 10);

            Await.until("what one delivers", () -> distinct(receiver) == 600);
            assertThat(second.held()).isEqualTo(Partitions.COUNT);
            assertThat(Happenings.numbers(receiver.taken()).values())
                    .allSatisfy(
                            of -> assertThat(of.stream().distinct().toList()).isSorted());
        }
    }

    private static int reports(Happenings happenings) {
        var reports = happenings.subscriptions().reports("s1").block();
        return reports == null ? 0 : reports.size();
    }

    private static long distinct(EventReceiver receiver) {
        return receiver.taken().stream()
                .map(event -> event.get("id").asString())
                .distinct()
                .count();
    }
}

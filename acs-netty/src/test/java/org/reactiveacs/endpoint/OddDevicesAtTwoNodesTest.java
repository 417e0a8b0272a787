package org.reactiveacs.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.cwmp.InformBuilder.anInform;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactiveacs.anomaly.Anomalies;
import org.reactiveacs.anomaly.Anomaly;
import org.reactiveacs.anomaly.AnomalyKind;
import org.reactiveacs.anomaly.AnomalyRules;
import org.reactiveacs.cluster.LocalMembership;
import org.reactiveacs.cluster.Member;
import org.reactiveacs.keys.KeyRing;
import org.reactiveacs.oddity.Oddities;
import org.reactiveacs.store.redis.link.RedisLink;
import org.reactiveacs.store.redis.link.RedisSettings;
import org.reactiveacs.store.redis.server.Await;
import org.reactiveacs.store.redis.server.RedisServers;
import org.reactiveacs.store.redis.server.StandaloneRedis;

/** A device that is odd only to whoever sees what it does at both of two nodes on one Redis. */
class OddDevicesAtTwoNodesTest {

    @RegisterExtension
    static final StandaloneRedis REDIS = RedisServers.standalone();

    @SuppressWarnings("NullAway.Init")
    private RedisLink link;

    @SuppressWarnings("NullAway.Init")
    private RunningEndpoint first;

    @SuppressWarnings("NullAway.Init")
    private RunningEndpoint second;

    private final ArrayDeque<Oddities> watching = new ArrayDeque<>();

    @BeforeEach
    void start() {
        REDIS.flush();
        link = RedisLink.open(RedisSettings.of(REDIS.url()));
        var keys = KeyRing.generate(new SecureRandom());
        first = node(keys, "a");
        second = node(keys, "b");
    }

    /** Both believe that they hold all partitions, which must do no harm. */
    private RunningEndpoint node(KeyRing keys, String name) {
        var options = new RunningEndpoint.Options();
        options.signs = running -> {
            var alone = new LocalMembership(new Member(name, name, "1.0", Instant.EPOCH, 1, 0), () -> 0);
            watching.add(OddityRig.watch(running, AnomalyRules.DEFAULT, alone.leases(), name));
            return watching.getLast();
        };
        return new RunningEndpoint(link, keys, options);
    }

    @AfterEach
    void stop() {
        watching.forEach(Oddities::close);
        first.close();
        second.close();
        link.close();
    }

    private static void visit(RunningEndpoint node, String event) {
        try (var connection = node.connect()) {
            var cookie = connection
                    .post(anInform().from("00D09E", "1").with(event).build())
                    .cookie();
            assertThat(connection.postNothing("Cookie: " + cookie).status()).isEqualTo(204);
        }
    }

    private List<Anomaly> open() {
        return Objects.requireNonNull(new Anomalies(second.store).all().block());
    }

    private static void await(BooleanSupplier condition) {
        Await.until("what is odd", condition);
    }

    @Test
    void restartsAtWhicheverNodeMakeALoopWhichIsOverForBoth() {
        for (int i = 0; i < 5; i++) {
            assertThat(open()).isEmpty();
            visit(i % 2 == 0 ? first : second, "1 BOOT");
        }

        await(() -> !open().isEmpty());
        assertThat(open()).extracting(Anomaly::id).containsExactly("REBOOT_LOOP:00D09E-1");
        await(() -> watching.stream().allMatch(one -> one.open(AnomalyKind.REBOOT_LOOP) == 1));

        first.clock.forward(Duration.ofHours(2));
        second.clock.forward(Duration.ofHours(2));

        await(() -> open().isEmpty());
        await(() -> watching.stream().allMatch(one -> one.open(AnomalyKind.REBOOT_LOOP) == 0));
    }

    @Test
    void aStormOverBothNodesIsSeenThoughEachHasOnlyHalfOfIt() {
        for (int i = 0; i < 20; i++) {
            visit(i % 2 == 0 ? first : second, "2 PERIODIC");
        }

        await(() -> !open().isEmpty());
        assertThat(open()).extracting(Anomaly::kind).containsExactly(AnomalyKind.INFORM_STORM);
    }
}

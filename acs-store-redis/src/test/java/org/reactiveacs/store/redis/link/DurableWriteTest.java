package org.reactiveacs.store.redis.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactiveacs.store.StoreException;
import org.reactiveacs.store.redis.server.RedisServers;
import org.reactiveacs.store.redis.server.StandaloneRedis;
import reactor.core.publisher.Flux;

class DurableWriteTest {

    @RegisterExtension
    static final StandaloneRedis REDIS = RedisServers.standalone().withReplicas(1);

    private final RedisLink link =
            RedisLink.open(new RedisSettings(REDIS.url(), RedisSettings.Access.NONE, 1, Duration.ofSeconds(4)));

    @BeforeEach
    void startEmpty() {
        REDIS.flush();
        REDIS.primary().command("CONFIG", "RESETSTAT");
    }

    @AfterEach
    void close() {
        link.close();
    }

    @Test
    void anAnswerComesOnceTheReplicaHasTheWrite() {
        for (int i = 1; i <= 50; i++) {
            assertThat(Bump.runDurably(link, 2, "op" + i).count()).isEqualTo(i);

            assertThat(REDIS.replicas().get(0).command("GET", Bump.counter(2))).isEqualTo(Integer.toString(i));
        }
    }

    @Test
    void withoutItsReplicaAWriteIsNotCalledDurable() {
        REDIS.replicas().get(0).freeze(true);
        try {
            assertThatThrownBy(() -> Bump.runDurably(link, 2, "a"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("not known to be on its replicas")
                    .hasMessageContaining("0 of 1");
            assertThatThrownBy(() -> Bump.runDurably(link, 2, "a"))
                    .as("a repeat, which writes nothing new")
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("not known to be on its replicas");
            assertThat(Bump.run(link, 2, "b").count())
                    .as("others are not held up")
                    .isEqualTo(2);
        } finally {
            REDIS.replicas().get(0).freeze(false);
        }

        assertThat(Bump.runDurably(link, 2, "a")).isEqualTo(new Bump.Counted(1, true));
    }

    @Test
    void writesThatComeTogetherShareOneWait() {
        int writes = 1000;

        Flux.range(0, writes)
                .flatMap(i -> link.runDurably(Bump.SCRIPT, Bump.keys(i % 256), List.of(Bump.bytes("op" + i))), writes)
                .blockLast(Bump.LIMIT);

        assertThat(REDIS.primary().calls("wait")).isBetween(1L, 50L);
    }

    @Test
    void aScriptThatFailsDoesNotHurtThoseBesideIt() {
        var broken = Script.ofText("broken.lua", "return redis.call('incr')");
        var outcomes = Flux.range(0, 100)
                .flatMap(
                        i -> (i % 2 == 0
                                        ? link.runDurably(Bump.SCRIPT, Bump.keys(7), List.of(Bump.bytes("op" + i)))
                                        : link.runDurably(broken, Bump.keys(7), List.of()))
                                .map(ok -> "ok")
                                .onErrorReturn(StoreException.class, "failed"),
                        100)
                .collectList()
                .block(Bump.LIMIT);

        assertThat(outcomes).filteredOn("ok"::equals).hasSize(50);
        assertThat(REDIS.primary().command("GET", Bump.counter(7))).isEqualTo("50");
    }
}

package org.reactiveacs.store.redis.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactiveacs.store.StoreException;
import org.reactiveacs.store.redis.server.Await;
import org.reactiveacs.store.redis.server.RedisServers;
import org.reactiveacs.store.redis.server.StandaloneRedis;

class RedisLinkTest {

    @RegisterExtension
    static final StandaloneRedis REDIS = RedisServers.standalone();

    private RedisLink link = open();

    private static RedisLink open() {
        return RedisLink.open(RedisSettings.of(REDIS.url()));
    }

    @BeforeEach
    void startEmpty() {
        REDIS.flush();
    }

    @AfterEach
    void close() {
        link.close();
    }

    @Test
    void whatAScriptReturnsComesAsItIs() {
        var script = Script.ofText("nested", "return {1, 'two', {3, {}, false, {'four'}}, KEYS[1], ARGV[1]}");

        var answer = (List<?>) link.run(script, List.of(Bump.bytes("k")), List.of(new byte[] {0, -1, 127}))
                .block(Bump.LIMIT);

        assertThat(answer).hasSize(5);
        assertThat(answer.get(0)).isEqualTo(1L);
        assertThat(answer.get(1)).isEqualTo(Bump.bytes("two"));
        var inner = (List<?>) answer.get(2);
        assertThat(inner.get(0)).isEqualTo(3L);
        assertThat(inner.get(1)).isEqualTo(List.of());
        assertThat(inner.get(2)).isNull();
        assertThat(((List<?>) inner.get(3)).get(0)).isEqualTo(Bump.bytes("four"));
        assertThat(answer.get(3)).isEqualTo(Bump.bytes("k"));
        assertThat(answer.get(4)).isEqualTo(new byte[] {0, -1, 127});
    }

    @Test
    void aSingleValueIsNoListAndNilIsEmpty() {
        assertThat(one("return 7")).isEqualTo(7L);
        assertThat(one("return 'seven'")).isEqualTo(Bump.bytes("seven"));
        assertThat(one("return {}")).isEqualTo(List.of());
        assertThat(one("return false")).isNull();
    }

    private @Nullable Object one(String text) {
        return link.run(Script.ofText("one", text), List.of(Bump.bytes("k")), List.of())
                .block(Bump.LIMIT);
    }

    @Test
    void aScriptThatRedisForgotIsSentAgain() {
        Bump.run(link, 1, "a");

        REDIS.primary().command("SCRIPT", "FLUSH");
        var second = Bump.run(link, 1, "b");

        assertThat(second).isEqualTo(new Bump.Counted(2, false));
        assertThat(REDIS.primary().command("SCRIPT", "EXISTS", Bump.SCRIPT.sha()))
                .isEqualTo(List.of(1L));
    }

    @Test
    void anErrorOfTheScriptIsToldAtOnceWithItsName() {
        var broken = Script.ofText("broken.lua", "return redis.call('incr')");

        assertThatThrownBy(() ->
                        link.run(broken, List.of(Bump.bytes("k")), List.of()).block(Bump.LIMIT))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("broken.lua")
                .hasMessageContaining("Wrong number of args");
        assertThat(REDIS.primary().info("commandstats", "cmdstat_eval")).isNotEmpty();
    }

    @Test
    void aScriptWithoutAKeyIsABug() {
        assertThatThrownBy(() -> link.run(Bump.SCRIPT, List.of(), List.of()).block(Bump.LIMIT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("without a key");
    }

    @Test
    void withoutReplicasADurableRunWaitsForNone() {
        REDIS.primary().command("CONFIG", "RESETSTAT");

        assertThat(Bump.runDurably(link, 1, "a")).isEqualTo(new Bump.Counted(1, false));

        assertThat(REDIS.primary().calls("wait")).isZero();
    }

    @Test
    void plainCommandsGoTheSameWay() throws Exception {
        link.commands().set(Bump.bytes("k"), Bump.bytes("v")).get(5, TimeUnit.SECONDS);

        assertThat(REDIS.primary().command("GET", "k")).isEqualTo("v");
    }

    @Test
    void aServerThatIsGoneIsToldWithinTheTimeOfTrying() {
        link.close();
        link = RedisLink.open(RedisSettings.of(REDIS.url()), Duration.ofMillis(300));
        Bump.run(link, 1, "a");

        REDIS.primary().kill();
        try {
            long began = System.nanoTime();
            assertThatThrownBy(() -> Bump.run(link, 1, "b"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("bump.lua");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
            Await.within(Duration.ofSeconds(5), "the link to be down", () -> !link.isUp());
        } finally {
            REDIS.primary().restart();
        }

        Await.within(Duration.ofSeconds(5), "the link to be up", link::isUp);
        assertThat(Bump.run(link, 1, "c").repeated()).isFalse();
    }

    @Test
    void aServerThatHangsIsLeftForAFreshConnectionOnceItAnswers() {
        link.close();
        link = RedisLink.open(new RedisSettings(REDIS.url(), RedisSettings.Access.NONE, 0, Duration.ofMillis(200)));

        REDIS.primary().freeze(true);
        try {
            assertThatThrownBy(() -> Bump.run(link, 1, "a"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("timed out");
            Await.within(Duration.ofSeconds(5), "the link to be down", () -> !link.isUp());
        } finally {
            REDIS.primary().freeze(false);
        }

        Await.within(Duration.ofSeconds(5), "the link to be up", link::isUp);
        assertThat(Bump.run(link, 1, "b").repeated()).isFalse();
    }

    @Test
    void noServerIsToldWithItsAddressAndWithoutThePassword() {
        assertThatThrownBy(() -> RedisLink.open(RedisSettings.of("redis://acs:secret@127.0.0.1:1")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("redis://acs@127.0.0.1:1")
                .hasMessageContaining("refused")
                .message()
                .doesNotContain("secret");
    }

    @Test
    void aClosedLinkRunsNothing() {
        link.close();

        assertThatThrownBy(() -> Bump.run(link, 1, "a"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void manyCallsAtOnceAllHappenOnce() {
        int calls = 2000;
        var answers = reactor.core.publisher.Flux.range(0, calls)
                .flatMap(i -> link.run(Bump.SCRIPT, Bump.keys(3), List.of(Bump.bytes("op" + i))), 256)
                .collectList()
                .block(Bump.LIMIT);

        assertThat(answers).hasSize(calls);
        assertThat(REDIS.primary().command("GET", Bump.counter(3))).isEqualTo(Integer.toString(calls));
    }
}

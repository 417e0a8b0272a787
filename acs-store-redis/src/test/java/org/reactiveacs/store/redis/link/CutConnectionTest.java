package org.reactiveacs.store.redis.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactiveacs.store.StoreException;
import org.reactiveacs.store.redis.server.Await;
import org.reactiveacs.store.redis.server.RedisServers;
import org.reactiveacs.store.redis.server.StandaloneRedis;

class CutConnectionTest {

    @RegisterExtension
    static final StandaloneRedis REDIS = RedisServers.standalone().withReplicas(1);

    @BeforeEach
    void startEmpty() {
        REDIS.flush();
    }

    @Test
    void aScriptWhoseAnswerWasLostRunsAgainAndItsOperationIdShowsIt() throws Exception {
        try (var relay = new Relay(REDIS.primary().port());
                var link = RedisLink.open(RedisSettings.of(relay.url()))) {
            Bump.run(link, 4, "loads the script");
            REDIS.primary().command("CONFIG", "RESETSTAT");

            relay.loseAnswers(1);
            var answer = Bump.run(link, 4, "a");

            assertThat(answer).isEqualTo(new Bump.Counted(2, true));
            assertThat(REDIS.primary().calls("evalsha")).isEqualTo(2);
        }
    }

    @Test
    void nothingIsSentTwiceBehindTheCallersBack() throws Exception {
        try (var relay = new Relay(REDIS.primary().port());
                var link = RedisLink.open(RedisSettings.of(relay.url()), Duration.ZERO)) {
            Bump.run(link, 4, "loads the script");
            REDIS.primary().command("CONFIG", "RESETSTAT");

            relay.loseAnswers(1);
            assertThatThrownBy(() -> Bump.run(link, 4, "a")).isInstanceOf(StoreException.class);
            Await.until("a new connection to take commands", () -> runs(link));

            assertThat(REDIS.primary().command("GET", Bump.counter(4))).isEqualTo("3");
            assertThat(REDIS.primary().calls("evalsha")).isEqualTo(2);
        }
    }

    private static boolean runs(RedisLink link) {
        try {
            return Bump.run(link, 4, "b").count() == 3;
        } catch (StoreException e) {
            return false;
        }
    }

    @Test
    void aDurableWriteWhoseAnswerWasLostIsDurableWhenItsRepeatIsAnswered() throws Exception {
        try (var relay = new Relay(REDIS.primary().port());
                var link = RedisLink.open(
                        new RedisSettings(relay.url(), RedisSettings.Access.NONE, 1, Duration.ofSeconds(1)))) {
            Bump.runDurably(link, 4, "loads the script");
            REDIS.primary().command("CONFIG", "RESETSTAT");

            relay.loseAnswers(1);
            var answer = Bump.runDurably(link, 4, "a");

            assertThat(answer).isEqualTo(new Bump.Counted(2, true));
            assertThat(REDIS.primary().calls("evalsha")).isEqualTo(2);
            assertThat(REDIS.replicas().get(0).command("GET", Bump.counter(4))).isEqualTo("2");
        }
    }
}

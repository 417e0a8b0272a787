package org.reactiveacs.store.redis.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactiveacs.store.StoreException;
import org.reactiveacs.store.redis.server.Await;
import org.reactiveacs.store.redis.server.RedisServers;
import org.reactiveacs.store.redis.server.SentinelRedis;

class HungPrimaryTest {

    @RegisterExtension
    static final SentinelRedis REDIS = RedisServers.sentinels();

    private final RedisLink link =
            RedisLink.open(new RedisSettings(REDIS.url(), RedisSettings.Access.NONE, 1, Duration.ofSeconds(1)));

    @AfterEach
    void close() {
        link.close();
    }

    @Test
    void aPrimaryThatHangsIsLeftForTheNewOne() {
        assertThat(Bump.runDurably(link, 6, "before").count()).isEqualTo(1);
        var old = REDIS.primary();

        old.freeze(true);
        try {
            Await.within(Duration.ofSeconds(15), "a script to run again", () -> runs(6));
            assertThat(REDIS.primary()).isNotSameAs(old);
        } finally {
            old.freeze(false);
        }
    }

    private boolean runs(int partition) {
        try {
            return Bump.run(link, partition, "after").count() == 2;
        } catch (StoreException e) {
            return false;
        }
    }
}

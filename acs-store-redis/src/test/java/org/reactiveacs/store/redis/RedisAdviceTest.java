package org.reactiveacs.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactiveacs.store.redis.server.RedisServers;
import org.reactiveacs.store.redis.server.StandaloneRedis;

class RedisAdviceTest {

    @RegisterExtension
    static final StandaloneRedis REDIS = RedisServers.standalone().withAof();

    @Test
    void settingsThatMayLoseDataAreNamedAndOthersAreNot() {
        assertThat(RedisAdvice.of(info())).isEmpty();

        REDIS.primary().command("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
        REDIS.primary().command("CONFIG", "SET", "appendonly", "no");

        assertThat(RedisAdvice.of(info()))
                .containsExactlyInAnyOrder("maxmemory-policy is not noeviction", "appendonly is off");
    }

    private static String info() {
        return String.valueOf(REDIS.primary().command("INFO"));
    }
}

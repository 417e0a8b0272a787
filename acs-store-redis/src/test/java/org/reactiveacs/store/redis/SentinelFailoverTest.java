package org.reactiveacs.store.redis;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactiveacs.store.redis.server.RedisNode;
import org.reactiveacs.store.redis.server.RedisServers;
import org.reactiveacs.store.redis.server.SentinelRedis;

@Tag("scenario")
class SentinelFailoverTest extends FailoverContract {

    @RegisterExtension
    static final SentinelRedis REDIS = RedisServers.sentinels();

    @Override
    RedisNode primary() {
        return REDIS.primary();
    }

    @Override
    RedisNode replica() {
        var primary = primary();
        return REDIS.servers().stream()
                .filter(server -> server != primary)
                .findFirst()
                .orElseThrow();
    }

    @Override
    String url() {
        return REDIS.url();
    }
}

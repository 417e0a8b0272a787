package org.reactiveacs.store.redis;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactiveacs.store.redis.server.RedisServers;
import org.reactiveacs.store.redis.server.StandaloneRedis;

class StandaloneStoreTest extends RedisContract {

    @RegisterExtension
    static final StandaloneRedis REDIS = RedisServers.standalone();

    @Override
    RedisServers servers() {
        return REDIS;
    }
}

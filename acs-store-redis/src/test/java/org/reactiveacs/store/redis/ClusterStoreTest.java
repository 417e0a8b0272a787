package org.reactiveacs.store.redis;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactiveacs.store.redis.server.ClusterRedis;
import org.reactiveacs.store.redis.server.RedisServers;

class ClusterStoreTest extends RedisContract {

    @RegisterExtension
    static final ClusterRedis REDIS = RedisServers.cluster();

    @Override
    RedisServers servers() {
        return REDIS;
    }
}

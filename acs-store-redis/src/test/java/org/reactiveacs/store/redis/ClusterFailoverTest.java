package org.reactiveacs.store.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.store.redis.server.ClusterRedis;
import org.reactiveacs.store.redis.server.RedisNode;
import org.reactiveacs.store.redis.server.RedisServers;

@Tag("scenario")
class ClusterFailoverTest extends FailoverContract {

    @RegisterExtension
    static final ClusterRedis REDIS = RedisServers.cluster(3, 1);

    private static final int SLOT = Partitions.of(DEVICE) * 64;

    @Override
    RedisNode primary() {
        return of(node -> isMaster(node));
    }

    @Override
    RedisNode replica() {
        return of(node -> !isMaster(node));
    }

    /** One of the two servers that have the device's slot between them. */
    private static RedisNode of(Predicate<RedisNode> which) {
        var first = REDIS.masterOf(SLOT);
        List<RedisNode> pair = new ArrayList<>(List.of(first));
        pair.add(REDIS.replicas().get(REDIS.masters().indexOf(first)));
        return pair.stream().filter(which).findFirst().orElseThrow();
    }

    private static boolean isMaster(RedisNode node) {
        try {
            return node.info("replication", "role").equals("master");
        } catch (RuntimeException e) {
            return false; // Dead.
        }
    }

    @Override
    String url() {
        return REDIS.url();
    }
}

package org.reactiveacs.store.redis.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactiveacs.cluster.Mail.Letter;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.store.redis.server.Await;
import org.reactiveacs.store.redis.server.ClusterRedis;
import org.reactiveacs.store.redis.server.RedisServers;

/** Nodes that meet in a Redis Cluster, where keys of one script share a slot and mailboxes lie anywhere. */
class ClusterOfNodesTest {

    @RegisterExtension
    static final ClusterRedis REDIS = RedisServers.cluster();

    @Test
    void nodesShareAndWriteToOneAnother() {
        try (var a = Node.quick(REDIS, "a");
                var b = Node.quick(REDIS, "b");
                var mailOfA = RedisMail.open(a.link, a.membership, "acs");
                var mailOfB = RedisMail.open(b.link, b.membership, "acs")) {
            var got = new CopyOnWriteArrayList<Letter>();
            mailOfB.letters().subscribe(got::add);
            Node.awaitShared(Duration.ofSeconds(4), a, b);
            var letter = new Letter.TaskEnded(DeviceId.of("00D09E-1"), "1");

            Await.until("a letter", () -> {
                mailOfA.send(letter);
                return !got.isEmpty();
            });

            assertThat(got).contains(letter);
        }
    }
}

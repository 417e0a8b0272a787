package org.reactiveacs.store.redis.link;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.function.Supplier;

/** A client of Lettuce, and how it connects to what the settings name. */
final class Connector implements AutoCloseable {

    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final AbstractRedisClient client;
    private final Supplier<Wire> connect;

    private Connector(AbstractRedisClient client, Supplier<Wire> connect) {
        this.client = client;
        this.connect = connect;
    }

    /** A client that connects nowhere yet. The resources are not closed with it. */
    static Connector of(RedisSettings settings, ClientResources resources) {
        if (settings.parsed().kind() == RedisUrl.Kind.CLUSTER) {
            var cluster = RedisClusterClient.create(resources, Lettuce.uris(settings));
            return prepared(
                    cluster,
                    () -> cluster.setOptions(Lettuce.clusterOptions(settings)),
                    () -> new ClusterWire(cluster));
        }
        var single = RedisClient.create(resources);
        var uri = Lettuce.uri(settings);
        var primary = settings.parsed().servers().get(0);
        return prepared(
                single, () -> single.setOptions(Lettuce.options(settings)), () -> new SingleWire(single, uri, primary));
    }

    private static Connector prepared(AbstractRedisClient client, Runnable set, Supplier<Wire> connect) {
        var connector = new Connector(client, connect);
        try {
            set.run();
        } catch (RuntimeException e) {
            connector.close();
            throw e;
        }
        return connector;
    }

    /**
     * Connects; blocks until it has.
     *
     * @throws RedisException if that cannot be
     */
    Wire connect() {
        return connect.get();
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, CLOSE);
    }
}

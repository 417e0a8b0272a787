package org.reactiveacs.store.redis.server;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A primary and a replica, watched by three Sentinels that fail over within some seconds. */
public final class SentinelRedis extends RedisServers {
    private static final String NAME = "acs";

    private final List<RedisNode> sentinels = new ArrayList<>();
    private final List<RedisNode> servers = new ArrayList<>();

    @Override
    void start() {
        var primary = add(false, List.of()).start();
        servers.add(primary);
        servers.add(add(false, List.of("replicaof 127.0.0.1 " + primary.port())).begin());
        Await.until("the replica", () -> primary.info("replication", "slave0").contains("state=online"));
        for (int i = 0; i < 3; i++) {
            sentinels.add(add(
                            true,
                            List.of(
                                    "sentinel monitor " + NAME + " 127.0.0.1 " + primary.port() + " 2",
                                    "sentinel down-after-milliseconds " + NAME + " 500",
                                    "sentinel failover-timeout " + NAME + " 5000"))
                    .begin());
        }
        sentinels.forEach(RedisNode::awaitStarted);
        Await.until(
                "the Sentinels",
                () -> sentinels.stream()
                        .allMatch(sentinel -> sentinel.info("sentinel", "master0")
                                .endsWith("status=ok,address=127.0.0.1:" + primary.port() + ",slaves=1,sentinels=3")));
    }

    /** The server that the Sentinels call the primary now. */
    public RedisNode primary() {
        var address = (List<?>) sentinels.get(0).command("SENTINEL", "get-master-addr-by-name", NAME);
        var port = address == null ? "none" : address.get(1);
        return servers.stream()
                .filter(server -> Integer.toString(server.port()).equals(port))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the Sentinels name port " + port));
    }

    /** All servers but the Sentinels. */
    public List<RedisNode> servers() {
        return List.copyOf(servers);
    }

    @Override
    public String url() {
        return "redis-sentinel://" + sentinels.stream().map(RedisNode::address).collect(Collectors.joining(",")) + "/"
                + NAME;
    }

    @Override
    public void flush() {
        primary().command("FLUSHALL");
        primary().command("SCRIPT", "FLUSH");
    }
}

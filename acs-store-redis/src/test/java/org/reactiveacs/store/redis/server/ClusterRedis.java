package org.reactiveacs.store.redis.server;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A Cluster whose masters share the slots in equal ranges. */
public final class ClusterRedis extends RedisServers {
    private static final int SLOTS = 16_384;
    private static final List<String> CONFIGURATION = List.of(
            "cluster-enabled yes",
            "cluster-node-timeout 2000",
            "cluster-replica-validity-factor 0",
            "cluster-require-full-coverage no");

    private final int masterCount;
    private final int replicasEach;
    private final List<RedisNode> masters = new ArrayList<>();
    private final List<RedisNode> replicas = new ArrayList<>();

    ClusterRedis(int masters, int replicasEach) {
        this.masterCount = masters;
        this.replicasEach = replicasEach;
    }

    @Override
    void start() {
        for (int i = 0; i < masterCount; i++) {
            masters.add(add(false, CONFIGURATION).begin());
        }
        for (int i = 0; i < masterCount * replicasEach; i++) {
            replicas.add(add(false, CONFIGURATION).begin());
        }
        var all = nodes();
        all.forEach(RedisNode::awaitStarted);
        for (int i = 0; i < masterCount; i++) {
            masters.get(i).command(addSlots(i));
            masters.get(i).command("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(i + 1));
        }
        for (var node : all.subList(1, all.size())) {
            all.get(0).command("CLUSTER", "MEET", "127.0.0.1", Integer.toString(node.port()));
        }
        Await.until("all nodes to know all nodes", () -> all.stream().allMatch(this::knowsAll));
        for (int i = 0; i < replicas.size(); i++) {
            replicas.get(i).command("CLUSTER", "REPLICATE", id(masters.get(i / replicasEach)));
        }
        Await.until(
                "the Cluster",
                () -> all.stream().allMatch(this::isOk)
                        && replicas.stream()
                                .allMatch(replica -> replica.info("replication", "master_link_status")
                                        .equals("up")));
    }

    private String[] addSlots(int master) {
        int from = SLOTS * master / masterCount;
        int to = SLOTS * (master + 1) / masterCount;
        return Stream.concat(
                        Stream.of("CLUSTER", "ADDSLOTS"),
                        IntStream.range(from, to).mapToObj(Integer::toString))
                .toArray(String[]::new);
    }

    private boolean knowsAll(RedisNode node) {
        return clusterInfo(node, "cluster_known_nodes:" + nodes().size())
                && !String.valueOf(node.command("CLUSTER", "NODES")).contains("handshake");
    }

    private boolean isOk(RedisNode node) {
        return clusterInfo(node, "cluster_state:ok") && clusterInfo(node, "cluster_slots_assigned:" + SLOTS);
    }

    private static boolean clusterInfo(RedisNode node, String line) {
        return List.of(String.valueOf(node.command("CLUSTER", "INFO")).split("\r\n", -1))
                .contains(line);
    }

    /** A node's id in the Cluster. */
    public String id(RedisNode node) {
        return String.valueOf(node.command("CLUSTER", "MYID"));
    }

    /** The masters, in the order of their slots. */
    public List<RedisNode> masters() {
        return List.copyOf(masters);
    }

    /** The replicas: first all of the first master, and so on. */
    public List<RedisNode> replicas() {
        return List.copyOf(replicas);
    }

    private List<RedisNode> nodes() {
        var all = new ArrayList<>(masters);
        all.addAll(replicas);
        return all;
    }

    /** The master that got a slot at the start. */
    public RedisNode masterOf(int slot) {
        int master = 0;
        while (slot >= SLOTS * (master + 1) / masterCount) {
            master++;
        }
        return masters.get(master);
    }

    @Override
    public String url() {
        return "redis-cluster://" + masters.stream().map(RedisNode::address).collect(Collectors.joining(","));
    }

    @Override
    public void flush() {
        for (var master : masters) {
            master.command("FLUSHALL");
            master.command("SCRIPT", "FLUSH");
        }
    }
}

package org.reactiveacs.store.redis.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One server, with replicas if wanted. */
public final class StandaloneRedis extends RedisServers {
    private final List<String> configuration = new ArrayList<>();
    private final List<RedisNode> replicas = new ArrayList<>();
    private int replicasWanted;
    private boolean tlsWanted;
    private String login = "";
    private @Nullable RedisCertificates certificates;
    private @Nullable RedisNode primary;
    private int tlsPort;

    /** As many replicas follow it. */
    public StandaloneRedis withReplicas(int count) {
        replicasWanted = count;
        return this;
    }

    /** It shows a certificate of {@link #authority}, and {@link #url} is in TLS. */
    public StandaloneRedis withTls() {
        tlsWanted = true;
        return this;
    }

    /** A user who may use keys and commands by these rules; {@link #url} is that user's. */
    public StandaloneRedis withUser(String name, String password, String rules) {
        configuration.add("user " + name + " on >" + password + " " + rules);
        login = name + ":" + password + "@";
        return this;
    }

    /** What it was given is on disk before it answers. */
    public StandaloneRedis withAof() {
        configuration.add("appendonly yes");
        configuration.add("appendfsync always");
        return this;
    }

    @Override
    void start() {
        var own = new ArrayList<>(configuration);
        if (tlsWanted) {
            certificates = RedisCertificates.in(directory());
            tlsPort = FreePorts.next();
            own.add("tls-port " + tlsPort);
            own.add("tls-cert-file " + certificates.certificate());
            own.add("tls-key-file " + certificates.key());
            own.add("tls-ca-cert-file " + certificates.authority());
            own.add("tls-auth-clients no");
        }
        var first = add(false, own).begin();
        primary = first;
        for (int i = 0; i < replicasWanted; i++) {
            replicas.add(
                    add(false, List.of("replicaof 127.0.0.1 " + first.port())).begin());
        }
        first.awaitStarted();
        Await.until("replicas", () -> synced(first));
    }

    private boolean synced(RedisNode first) {
        for (int i = 0; i < replicasWanted; i++) {
            if (!first.info("replication", "slave" + i).contains("state=online")) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String url() {
        return tlsWanted
                ? "rediss://" + login + "localhost:" + tlsPort
                : "redis://" + login + primary().address();
    }

    /** PEM file of the authority that signed its certificate. */
    public Path authority() {
        if (certificates == null) {
            throw new IllegalStateException("without TLS there is none");
        }
        return certificates.authority();
    }

    public RedisNode primary() {
        if (primary == null) {
            throw new IllegalStateException("not started");
        }
        return primary;
    }

    public List<RedisNode> replicas() {
        return List.copyOf(replicas);
    }

    @Override
    public void flush() {
        primary().command("FLUSHALL");
        primary().command("SCRIPT", "FLUSH");
    }
}

package org.reactiveacs.store.redis.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Redis for the tests of a class: {@code @RegisterExtension static final StandaloneRedis REDIS = RedisServers.standalone();}
 * Started before the first test and ended after the last one.
 */
public abstract class RedisServers implements BeforeAllCallback, AfterAllCallback, AutoCloseable {
    private final Path directory;
    private final List<RedisNode> nodes = new ArrayList<>();

    RedisServers() {
        try {
            directory = Files.createTempDirectory("acs-redis");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One server; it can have replicas, TLS and an ACL user. */
    public static StandaloneRedis standalone() {
        return new StandaloneRedis();
    }

    /** Three masters that share the slots. */
    public static ClusterRedis cluster() {
        return new ClusterRedis(3, 0);
    }

    /** Masters that share the slots, each with as many replicas. */
    public static ClusterRedis cluster(int masters, int replicasEach) {
        return new ClusterRedis(masters, replicasEach);
    }

    /** A primary, a replica and three Sentinels. */
    public static SentinelRedis sentinels() {
        return new SentinelRedis();
    }

    /** The URL under which the server finds it. */
    public abstract String url();

    /** Removes all that is stored, and all scripts. */
    public abstract void flush();

    abstract void start();

    /** Starts it outside of JUnit; to be closed then. */
    public final void open() {
        try {
            start();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    final Path directory() {
        return directory;
    }

    /** Makes a node, which is ended with the others. */
    final RedisNode add(boolean sentinel, List<String> configuration) {
        try {
            var node = new RedisNode(directory, sentinel, configuration);
            nodes.add(node);
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public final void beforeAll(ExtensionContext context) {
        open();
    }

    @Override
    public final void afterAll(ExtensionContext context) {
        close();
    }

    @Override
    public final void close() {
        nodes.forEach(RedisNode::close);
        nodes.clear();
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

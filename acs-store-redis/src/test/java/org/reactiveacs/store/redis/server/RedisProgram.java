package org.reactiveacs.store.redis.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;

/**
 * What runs as Redis: the program that the system property {@value #PROPERTY} names; else a container where a Docker engine
 * answers; else the redis-server 6.2 that comes as a Maven artifact.
 */
interface RedisProgram {

    /** Path of a redis-server. */
    String PROPERTY = "acs.redis.server";

    /** Starts a server; what it says goes to {@code directory/log}. */
    Running start(Path directory, List<String> arguments) throws IOException;

    /** A server that was started. */
    interface Running {
        /** Ends it at once, as {@code kill -9} does, and waits until it is gone. */
        void kill();

        /** Stops it from running without ending it, and lets it run again. */
        void freeze(boolean frozen);

        boolean isAlive();
    }

    /** The one that all tests use. */
    static RedisProgram get() {
        return Chosen.PROGRAM;
    }

    /** Chosen once a JVM. */
    final class Chosen {
        static final RedisProgram PROGRAM = choose();

        private Chosen() {}

        private static RedisProgram choose() {
            @Nullable String named = System.getProperty(PROPERTY);
            if (named != null) {
                return new RedisProcesses(Path.of(named));
            }
            if (RedisContainers.isPossible()) {
                return new RedisContainers();
            }
            try {
                var directory = Files.createTempDirectory("acs-redis-server");
                directory.toFile().deleteOnExit();
                var file = ExecutableProvider.newJarResourceProvider(directory.toFile())
                        .get();
                file.deleteOnExit();
                return new RedisProcesses(file.toPath());
            } catch (IOException e) {
                throw new IllegalStateException("no redis-server for this system; name one by -D" + PROPERTY, e);
            }
        }
    }
}

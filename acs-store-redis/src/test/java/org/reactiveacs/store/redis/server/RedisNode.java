package org.reactiveacs.store.redis.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One server with a port and a directory of its own; it keeps both over a restart. */
public final class RedisNode implements AutoCloseable {
    private final int port = FreePorts.next();
    private final Path directory;
    private final List<String> configuration = new ArrayList<>();
    private final boolean sentinel;
    private RedisProgram.@Nullable Running running;

    RedisNode(Path parent, boolean sentinel, List<String> more) throws IOException {
        this.directory = Files.createTempDirectory(parent, "node");
        this.sentinel = sentinel;
        configuration.add("port " + port);
        configuration.add("bind 127.0.0.1");
        configuration.add("dir " + directory);
        if (!sentinel) {
            configuration.add("save \"\"");
            configuration.add("repl-diskless-sync yes");
            configuration.add("repl-diskless-sync-delay 0");
        }
        configuration.addAll(more);
        Files.write(directory.resolve("redis.conf"), configuration); // Sentinels write to theirs.
    }

    /** Its port for connections without TLS. */
    public int port() {
        return port;
    }

    /** Its address as {@code 127.0.0.1:port}. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Starts it, and waits until it answers. */
    RedisNode start() {
        begin();
        awaitStarted();
        return this;
    }

    /** Starts it, and leaves the waiting to {@link #awaitStarted}. */
    RedisNode begin() {
        var file = directory.resolve("redis.conf").toString();
        try {
            running = RedisProgram.get().start(directory, sentinel ? List.of(file, "--sentinel") : List.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start Redis", e);
        }
        return this;
    }

    void awaitStarted() {
        Await.until("Redis on port " + port, this::answers);
    }

    private boolean answers() {
        if (running == null || !running.isAlive()) {
            throw new IllegalStateException("Redis on port " + port + " ended: " + log());
        }
        try {
            return "PONG".equals(Resp.once(port, "PING"));
        } catch (UncheckedIOException | IllegalStateException e) {
            return false; // Not listening, or loading.
        }
    }

    private String log() {
        try {
            return Files.readString(directory.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Kills it, as {@code kill -9} does. */
    public void kill() {
        if (running != null) {
            running.kill();
            running = null;
        }
    }

    /** Starts it again where it was; what it had not on disk is lost. */
    public void restart() {
        kill();
        start();
    }

    /** Stops it from running without closing its connections, or lets it run again. */
    public void freeze(boolean frozen) {
        if (running != null) {
            running.freeze(frozen);
        }
    }

    /** Sends it a command, past everything that is tested: a String, Long, list or null. */
    public @Nullable Object command(String... command) {
        return Resp.once(port, command);
    }

    /** The value of a field of INFO. */
    public String info(String section, String field) {
        for (var line : String.valueOf(command("INFO", section)).split("\r\n", -1)) {
            if (line.startsWith(field + ":")) {
                return line.substring(field.length() + 1);
            }
        }
        return "";
    }

    /** How often a command was called, as {@code INFO commandstats} counts. */
    public long calls(String name) {
        var stats = info("commandstats", "cmdstat_" + name);
        return stats.isEmpty() ? 0 : Long.parseLong(stats.substring("calls=".length(), stats.indexOf(',')));
    }

    @Override
    public void close() {
        kill();
    }
}

package org.reactiveacs.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A Redis of a measurement's own, on one core; ended with it. */
final class RedisChild implements AutoCloseable {

    private static final int TRIES = 100;

    private final Process process;
    private final int port;

    private RedisChild(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts one without persistence, and waits until it answers.
     *
     * @param program as {@code redis-server}
     */
    static RedisChild start(String program, String cores, Path directory) throws IOException, InterruptedException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var process = new ProcessBuilder(
                        "taskset",
                        "-c",
                        cores,
                        program,
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--appendonly",
                        "no")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("redis-" + port + ".log").toFile())
                .start();
        var redis = new RedisChild(process, port);
        for (int i = 0; i < TRIES; i++) {
            try {
                redis.info();
                return redis;
            } catch (UncheckedIOException e) {
                Thread.sleep(50);
            }
        }
        redis.close();
        throw new IOException(program + " does not answer");
    }

    String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** What it has done so far. */
    RedisUse used() throws IOException {
        Map<String, String> info = info();
        return new RedisUse(
                ProcessorTime.of(process.pid()).seconds(),
                count(info, "total_commands_processed"),
                count(info, "total_net_input_bytes"),
                count(info, "total_net_output_bytes"));
    }

    /** What INFO tells, by name. */
    private Map<String, String> info() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(2000);
            socket.getOutputStream().write("INFO\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII));
            var text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, String> info = new HashMap<>();
            text.lines().filter(line -> line.indexOf(':') > 0).forEach(line -> {
                int colon = line.indexOf(':');
                info.put(line.substring(0, colon), line.substring(colon + 1));
            });
            return info;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long count(Map<String, String> info, String name) {
        return Long.parseLong(info.getOrDefault(name, "0"));
    }

    @Override
    public void close() {
        process.destroy();
    }
}

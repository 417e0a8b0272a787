package org.reactiveacs.main;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A server as operators run it: a process of its own, with a directory of its own, on free ports. */
final class ServerProcess implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("listening .*cwmp=(\\S+) api=(\\S+) management=(\\S+) ");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final String cwmp;
    private final String api;
    private final String management;
    private final Path output;
    private final String token;

    ServerProcess(Path directory, String... sets) throws IOException, InterruptedException {
        output = Files.createTempFile(directory, "output", ".log");
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "--set",
                "cwmp.listen=127.0.0.1:0",
                "--set",
                "cwmp.auth=none",
                "--set",
                "api.listen=127.0.0.1:0",
                "--set",
                "management.listen=127.0.0.1:0",
                "--set",
                "store.url=embedded:" + directory.resolve("data")));
        for (var set : sets) {
            command.addAll(List.of("--set", set));
        }
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        var listening = LISTENING.matcher(Files.readString(output));
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!listening.find()) {
            if (System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new IllegalStateException("the server does not listen: " + Files.readString(output));
            }
            if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("the server ended: " + Files.readString(output));
            }
            listening = LISTENING.matcher(Files.readString(output));
        }
        cwmp = listening.group(1);
        api = listening.group(2);
        management = listening.group(3);
        token = Files.readString(directory.resolve("data/admin-token")).strip();
    }

    HttpResponse<String> api(String method, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://" + api + "/api/v1" + path))
                .header("Authorization", "Bearer " + token)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    /** A CPE's message. */
    HttpResponse<String> cpe(byte[] body, String cookie) {
        var request = HttpRequest.newBuilder(URI.create("http://" + cwmp + "/"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        return send(request.build());
    }

    /** Whether it may take traffic, as a balancer asks. */
    HttpResponse<String> ready() {
        return send(HttpRequest.newBuilder(URI.create("http://" + management + "/health/ready"))
                .build());
    }

    /** What Prometheus is told. */
    String metrics() {
        return metrics("*/*");
    }

    /** The same in another format. */
    String metrics(String accept) {
        return send(HttpRequest.newBuilder(URI.create("http://" + management + "/metrics"))
                        .header("Accept", accept)
                        .build())
                .body();
    }

    /** Asks it to stop: SIGTERM. */
    void terminate() {
        process.destroy();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end and tells its exit code. */
    int exitCode(Duration most) throws InterruptedException {
        if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still running");
        }
        return process.exitValue();
    }

    String log() throws IOException {
        return Files.readString(output);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends it as a power cut would. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}

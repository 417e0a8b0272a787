package org.reactiveacs.scenarios;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.reactiveacs.rig.Await;

/** An nginx process with the configuration that operators are given, before nodes on this machine. */
final class Nginx implements Balancer {
    private static final Path CONFIGURATIONS = Path.of("..", "deploy", "nginx");
    private static final Duration START = Duration.ofSeconds(20);

    private final int cwmpPort = Ports.free();
    private final int apiPort = Ports.free();
    private final Program program;

    /** What nginx looks into. */
    enum Mode {
        STREAM("nginx.conf"),
        HTTP("nginx-http.conf"),
        /** Ends TLS by {@code cwmp.pem} and {@code cwmp.key} in the directory of the test. */
        HTTPS("nginx-http.conf");

        private final String file;

        Mode(String file) {
            this.file = file;
        }
    }

    private Nginx(Path directory, Mode mode, List<Node> nodes) throws IOException {
        Path configuration = Files.writeString(directory.resolve("nginx.conf"), configuration(directory, mode, nodes));
        PosixFileAttributes us = Files.readAttributes(directory, PosixFileAttributes.class);
        program = Program.start(
                directory,
                Map.of(),
                List.of(
                        "nginx",
                        "-e",
                        "stderr",
                        "-c",
                        configuration.toString(),
                        "-g",
                        "daemon off; pid " + directory.resolve("nginx.pid") + "; user "
                                + us.owner().getName() + " " + us.group().getName() + ";"));
    }

    /** Starts it before two nodes, and waits until it listens. */
    static Nginx start(Path directory, Mode mode, List<Node> nodes) throws Exception {
        Nginx nginx = new Nginx(directory, mode, nodes);
        try {
            Await.until("nginx listens", START, nginx::isListening);
            return nginx;
        } catch (Exception | AssertionError e) {
            nginx.close();
            throw e;
        }
    }

    /** The operators' file with the addresses of this test, and directories that the test may write. */
    private String configuration(Path directory, Mode mode, List<Node> nodes) throws IOException {
        String text = Files.readString(CONFIGURATIONS.resolve(mode.file));
        if (mode == Mode.HTTPS) {
            text = replaced(text, "        listen 0.0.0.0:7547 backlog=4096;\n", "");
            text = replaced(text, "# TLS ", "");
            text = replaced(text, "/etc/nginx/cwmp", directory.resolve("cwmp").toString());
        }
        for (int i = 0; i < nodes.size(); i++) {
            String name = "node" + (i + 1);
            text = replaced(text, name + ":7547", "127.0.0.1:" + nodes.get(i).cwmpPort());
            text = replaced(text, name + ":7557", "127.0.0.1:" + nodes.get(i).apiPort());
        }
        text = replaced(text, "0.0.0.0:7547", "127.0.0.1:" + cwmpPort);
        text = replaced(text, "127.0.0.1:7557", "127.0.0.1:" + apiPort);
        // As many as a machine for tests has files for.
        text = replaced(text, "worker_connections 60000;", "worker_connections 2000;");
        text = replaced(text, "worker_rlimit_nofile 131072;", "");
        StringBuilder scratch = new StringBuilder("\nhttp {\n");
        for (String kind : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) {
            scratch.append("    ").append(kind).append("_temp_path ").append(directory.resolve(kind));
            scratch.append(";\n");
        }
        return replaced(text, "\nhttp {\n", scratch.toString());
    }

    private static String replaced(String text, String from, String to) {
        if (!text.contains(from)) {
            throw new AssertionError("not in the configuration: " + from);
        }
        return text.replace(from, to);
    }

    private boolean isListening() throws IOException {
        if (!program.isAlive()) {
            throw new IllegalStateException("nginx ended: " + program.output());
        }
        return accepts(cwmpPort) && accepts(apiPort);
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public int cwmpPort() {
        return cwmpPort;
    }

    @Override
    public int apiPort() {
        return apiPort;
    }

    String log() throws IOException {
        return program.output();
    }

    @Override
    public void close() {
        program.close();
    }
}

package org.reactiveacs.scenarios;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reactiveacs.main.Main;
import org.reactiveacs.rig.Await;

/** One server process as operators run it, on free ports. */
final class Node implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Pattern LISTENING =
            Pattern.compile("listening .*cwmp=\\S+:(\\d+) api=\\S+:(\\d+) management=\\S+:(\\d+) ");

    private final Program program;
    private final Start start;
    private final int cwmpPort;
    private final int apiPort;
    private final int managementPort;

    /** How it was started. */
    private record Start(Path directory, Map<String, String> environment, List<String> settings) {}

    private Node(Program program, Start start, Matcher listening) {
        this.program = program;
        this.start = start;
        this.cwmpPort = Integer.parseInt(listening.group(1));
        this.apiPort = Integer.parseInt(listening.group(2));
        this.managementPort = Integer.parseInt(listening.group(3));
    }

    /**
     * Starts it and waits until it listens.
     *
     * @param environment added to that of the test
     * @param settings as {@code key=value}
     */
    static Node start(Path directory, Map<String, String> environment, List<String> settings) throws Exception {
        return start(System.getProperty("java.class.path"), directory, environment, settings);
    }

    /** Starts the version of a class path and waits until it listens. */
    static Node start(String classPath, Path directory, Map<String, String> environment, List<String> settings)
            throws Exception {
        List<String> command = command(classPath, "serve");
        for (String listener : List.of("cwmp", "api", "files", "management")) {
            command.addAll(List.of("--set", listener + ".listen=127.0.0.1:0"));
        }
        settings.forEach(setting -> command.addAll(List.of("--set", setting)));
        Program program = Program.start(directory, environment, command);
        try {
            Await.until("the server listens", START, () -> isListening(program));
            Matcher listening = LISTENING.matcher(program.output());
            listening.find();
            return new Node(program, new Start(directory, environment, settings), listening);
        } catch (Exception | AssertionError e) {
            program.close();
            throw e;
        }
    }

    /** What starts a command of the version of a class path. */
    static List<String> command(String classPath, String... words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                classPath,
                Main.class.getName()));
        command.addAll(List.of(words));
        return command;
    }

    /** Stops it as a service is stopped, and starts another version in its place, on the same ports. */
    Node replacedBy(String classPath) throws Exception {
        program.stop();
        List<String> settings = new ArrayList<>(start.settings());
        settings.add("cwmp.listen=127.0.0.1:" + cwmpPort);
        settings.add("api.listen=127.0.0.1:" + apiPort);
        settings.add("management.listen=127.0.0.1:" + managementPort);
        return start(classPath, start.directory(), start.environment(), settings);
    }

    private static boolean isListening(Program program) throws IOException {
        if (!program.isAlive()) {
            throw new IllegalStateException("the server ended: " + program.output());
        }
        return LISTENING.matcher(program.output()).find();
    }

    int cwmpPort() {
        return cwmpPort;
    }

    int apiPort() {
        return apiPort;
    }

    int managementPort() {
        return managementPort;
    }

    String log() throws IOException {
        return program.output();
    }

    /** Ends it as {@code kill -9} does. */
    void kill() throws InterruptedException {
        program.kill();
    }

    @Override
    public void close() {
        program.close();
    }
}

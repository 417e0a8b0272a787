package org.reactiveacs.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java process of the same class path on some cores, which tells by lines on stdout how far it is. */
final class Child implements AutoCloseable {
    private static final int STOP_SECONDS = 10;

    private final Process process;
    private final BufferedReader out;

    private Child(Process process) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts a main class with the options for Java that the launcher gives to a server. */
    static Child start(String cores, Class<?> main, Object... arguments) throws IOException {
        return start(cores, JavaOptions.ordinary(), main, arguments);
    }

    /** Starts one with other options. */
    static Child start(String cores, JavaOptions java, Class<?> main, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("taskset", "-c", cores));
        command.addAll(java.command());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("ACS_LOG", "warn"); // That sessions are superseded is what is wanted here.
        return new Child(builder.start());
    }

    /** Waits for a line that begins with a word, and returns the rest of it. */
    String await(String word) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(word)) {
                return line.substring(word.length()).strip();
            }
        }
        throw new IOException("the process ended before it said " + word);
    }

    /** Asks the process a question on its stdin, and waits for the line that begins with it. */
    long ask(String question) throws IOException {
        say(question);
        return Long.parseLong(await(question));
    }

    /** Writes a line to its stdin. */
    void say(String line) throws IOException {
        process.getOutputStream().write((line + '\n').getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().flush();
    }

    /** From now on it runs on these cores. */
    void pin(String cores) throws IOException, InterruptedException {
        var taskset = new ProcessBuilder("taskset", "-a", "-c", "-p", cores, Long.toString(process.pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (taskset.waitFor() != 0) {
            throw new IOException("taskset cannot pin process " + process.pid() + " to cores " + cores);
        }
    }

    long pid() {
        return process.pid();
    }

    /** Bytes of memory that it holds. */
    long residentBytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
            }
        }
        throw new IOException("no VmRSS");
    }

    /** What it has had of the processor so far. */
    ProcessorTime processorTime() throws IOException {
        return ProcessorTime.of(process.pid());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

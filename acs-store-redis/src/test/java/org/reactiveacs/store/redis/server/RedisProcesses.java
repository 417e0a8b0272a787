package org.reactiveacs.store.redis.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Servers as processes of this machine, none of which outlives this one. */
final class RedisProcesses implements RedisProgram {
    private static final Set<Process> ALIVE = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> ALIVE.forEach(Process::destroyForcibly)));
    }

    private final Path program;

    RedisProcesses(Path program) {
        this.program = program;
    }

    @Override
    public Running start(Path directory, List<String> arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(program.toString());
        command.addAll(arguments);
        var process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("log").toFile()))
                .start();
        ALIVE.add(process);
        return new RunningProcess(process);
    }

    private record RunningProcess(Process process) implements Running {
        @Override
        public void kill() {
            process.destroyForcibly();
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            ALIVE.remove(process);
        }

        @Override
        public void freeze(boolean frozen) {
            try {
                var signal =
                        new ProcessBuilder("kill", frozen ? "-STOP" : "-CONT", Long.toString(process.pid())).start();
                if (!signal.waitFor(5, TimeUnit.SECONDS) || signal.exitValue() != 0) {
                    throw new IllegalStateException("no signal to " + process.pid());
                }
            } catch (IOException e) {
                throw new IllegalStateException("no signal to " + process.pid(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public boolean isAlive() {
            return process.isAlive();
        }
    }
}

package org.reactiveacs.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process has had of the processor, user and kernel, as Linux counts it.
 *
 * @param seconds of all its threads, those that have ended too
 * @param compilerSeconds of the threads of Java's compiler, which has less and less to do the longer a server runs
 */
record ProcessorTime(double seconds, double compilerSeconds) {
    /** Linux tells all times in such ticks, whatever its own clock is. */
    static final long TICK_NANOS = 10_000_000;

    private static final double TICKS_PER_SECOND = 100;
    private static final Path ALL = Path.of("/proc");

    /** Linux keeps fifteen characters of a thread's name. */
    private static final List<String> COMPILERS = List.of("(C1 CompilerThre)", "(C2 CompilerThre)");

    /** What a process has had so far. */
    static ProcessorTime of(long pid) throws IOException {
        Path process = ALL.resolve(Long.toString(pid));
        long compiler = 0;
        try (Stream<Path> threads = Files.list(process.resolve("task"))) {
            for (Path thread : threads.toList()) {
                compiler += compilerTicks(thread.resolve("stat"));
            }
        }
        return new ProcessorTime(ticks(pid) / TICKS_PER_SECOND, compiler / TICKS_PER_SECOND);
    }

    /** Ticks that all threads of a process have had so far, those that have ended too. */
    static long ticks(long pid) throws IOException {
        return ticks(Files.readString(ALL.resolve(Long.toString(pid)).resolve("stat")));
    }

    private static long compilerTicks(Path stat) throws IOException {
        try {
            String line = Files.readString(stat);
            return COMPILERS.stream().anyMatch(line::contains) ? ticks(line) : 0;
        } catch (NoSuchFileException e) {
            return 0; // It has ended since; those of the compiler do not.
        }
    }

    private static long ticks(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 14);
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    /** What it has had since. */
    ProcessorTime since(ProcessorTime before) {
        return new ProcessorTime(seconds - before.seconds, compilerSeconds - before.compilerSeconds);
    }

    ProcessorTime plus(ProcessorTime more) {
        return new ProcessorTime(seconds + more.seconds, compilerSeconds + more.compilerSeconds);
    }

    /** What its work took, which garbage collection is part of. */
    double workSeconds() {
        return seconds - compilerSeconds;
    }
}

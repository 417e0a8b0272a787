package org.reactiveacs.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What processes have had of the processor, as Linux counts it. */
final class ProcessorTime {
    /** Linux tells all times in such ticks, whatever its own clock is. */
    static final long TICK_NANOS = 10_000_000;

    private ProcessorTime() {}

    /** Ticks that all threads of a process have had so far, those that have ended too, user and kernel. */
    static long ticks(long pid) throws IOException {
        return ticks(Path.of("/proc", Long.toString(pid), "stat"));
    }

    private static long ticks(Path stat) throws IOException {
        String line = Files.readString(stat);
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", 14);
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }
}

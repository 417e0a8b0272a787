package org.reactiveacs.benchmarks;

/**
 * What a server did in a time.
 *
 * @param good sessions or handshakes that ended as they were meant to
 * @param bad that ended otherwise
 * @param seconds that it took
 * @param cpu that the server had for all of them
 */
record Work(long good, long bad, double seconds, ProcessorTime cpu) {
    static final Work NONE = new Work(0, 0, 0, new ProcessorTime(0, 0));

    Work plus(Work more) {
        return new Work(good + more.good, bad + more.bad, seconds + more.seconds, cpu.plus(more.cpu));
    }

    double perSecond() {
        return good / seconds;
    }

    /** Milliseconds of the processor for each good one, without the compiler. */
    double cpuMillis() {
        return cpu.workSeconds() * 1000 / good;
    }

    /** Share of a core that the server had, with its compiler. */
    double busy() {
        return cpu.seconds() / seconds;
    }

    /** Share of a core that the compiler had. */
    double compiler() {
        return cpu.compilerSeconds() / seconds;
    }
}

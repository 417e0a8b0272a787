package org.reactiveacs.simulator.load;

/**
 * What the simulator itself took.
 *
 * @param maxMb what Java may take at most
 * @param usedMb in use at the end, with what is garbage already
 */
public record HeapReport(long maxMb, long usedMb) {
    private static final int MB = 1 << 20;

    static HeapReport now() {
        Runtime runtime = Runtime.getRuntime();
        return new HeapReport(runtime.maxMemory() / MB, (runtime.totalMemory() - runtime.freeMemory()) / MB);
    }
}

package org.reactiveacs.cwmp.bytes;

/** Takes the bytes that a stage lets through, in order, as runs of arrays that must not be kept. */
@FunctionalInterface
public interface ByteRuns {

    /**
     * Takes a run.
     *
     * @param bytes holds it
     * @param from index of the first byte
     * @param to index after the last
     * @return false when the document has ended, so that what follows needs no mending
     */
    boolean accept(byte[] bytes, int from, int to);
}

package org.reactiveacs.simulator.client;

/**
 * What is kept of a file that came.
 *
 * @param bytes how many it had
 * @param begin the first 256 bytes, each as a character
 * @param checksum CRC-32 of all of it
 */
record ReceivedFile(long bytes, String begin, long checksum) {
    static final int BEGIN_BYTES = 256;
}

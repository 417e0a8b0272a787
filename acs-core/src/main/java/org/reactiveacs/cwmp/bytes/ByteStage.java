package org.reactiveacs.cwmp.bytes;

/** One stage of the way that bytes take; what it is given must not be kept. */
@FunctionalInterface
interface ByteStage {
    void feed(byte[] bytes, int from, int to);
}

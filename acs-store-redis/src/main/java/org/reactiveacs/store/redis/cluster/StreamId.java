package org.reactiveacs.store.redis.cluster;

/** The id of a stream's entry, which grows along the stream. */
record StreamId(long millis, long sequence) implements Comparable<StreamId> {

    /** From {@code 1526919030474-55}. */
    static StreamId parse(String text) {
        int dash = text.indexOf('-');
        return new StreamId(Long.parseLong(text.substring(0, dash)), Long.parseLong(text.substring(dash + 1)));
    }

    @Override
    public int compareTo(StreamId other) {
        return millis != other.millis ? Long.compare(millis, other.millis) : Long.compare(sequence, other.sequence);
    }

    @Override
    public String toString() {
        return millis + "-" + sequence;
    }
}

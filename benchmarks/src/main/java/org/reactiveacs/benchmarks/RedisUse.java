package org.reactiveacs.benchmarks;

/**
 * What a Redis did.
 *
 * @param seconds of the processor
 * @param commands that it processed, those of scripts among them
 * @param bytesIn that it read
 * @param bytesOut that it wrote
 */
record RedisUse(double seconds, long commands, long bytesIn, long bytesOut) {
    static final RedisUse NONE = new RedisUse(0, 0, 0, 0);

    RedisUse plus(RedisUse more) {
        return new RedisUse(
                seconds + more.seconds, commands + more.commands, bytesIn + more.bytesIn, bytesOut + more.bytesOut);
    }

    RedisUse since(RedisUse before) {
        return new RedisUse(
                seconds - before.seconds,
                commands - before.commands,
                bytesIn - before.bytesIn,
                bytesOut - before.bytesOut);
    }
}

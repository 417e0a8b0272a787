package org.reactiveacs.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What sessions on Redis may cost, with few devices in it and with many, and what a device may take there. */
final class RedisBudgets {
    private static final double ON_REDIS = 0.100 / 0.038;

    private static final double MANY_DEVICES = 1.2;
    private static final double RECORD_BYTES = 3 * 1024;
    private static final double INDEX_BYTES = 1024;

    private RedisBudgets() {}

    /** Where there is no Redis. */
    static List<Budget> unmeasured() {
        return Stream.of("session on Redis", "many stored devices on Redis", "record in Redis")
                .map(what -> Budget.unmeasured(what, "", 1, "no redis-server was found: --redis"))
                .toList();
    }

    /** @param floor CPU of a session, in milliseconds */
    static List<Budget> of(LaneCost few, LaneCost many, RedisMemory.Sizes sizes, double floor, BenchSettings settings) {
        String of = String.format(Locale.ROOT, "%,d devices of 800 parameters", settings.stored());
        return List.of(
                Budget.most(
                        "session on Redis, both processes", "x floor", ON_REDIS, few.millis() / floor, few.toString()),
                Budget.most(
                        "session on Redis, many stored devices / few",
                        "",
                        MANY_DEVICES,
                        many.millis() / few.millis(),
                        String.format(
                                Locale.ROOT,
                                "%,d devices, in turns with %,d on another Redis; %s",
                                settings.stored() + settings.devices(),
                                settings.devices(),
                                many)),
                Budget.most("record of a device in Redis", "bytes", RECORD_BYTES, sizes.record(), of),
                Budget.most("indexes of a device in Redis", "bytes", INDEX_BYTES, sizes.indexes(), of));
    }
}

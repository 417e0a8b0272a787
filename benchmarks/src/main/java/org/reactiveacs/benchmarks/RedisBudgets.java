package org.reactiveacs.benchmarks;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Measures what sessions cost on Redis, with few devices in it and with many, and what a device takes there. */
final class RedisBudgets {
    private static final double ON_REDIS = 0.100 / 0.038;
    private static final double MANY_DEVICES = 1.2;
    private static final double RECORD_BYTES = 3 * 1024;
    private static final double INDEX_BYTES = 1024;

    private final BenchSettings settings;
    private final Consumer<String> out;
    private final Meanwhile meanwhile;

    /** @param meanwhile is done while Redis is filled */
    RedisBudgets(BenchSettings settings, Consumer<String> out, Meanwhile meanwhile) {
        this.settings = settings;
        this.out = out;
        this.meanwhile = meanwhile;
    }

    /** Where there is no Redis. */
    static List<Budget> unmeasured() {
        return List.of("session on Redis", "many stored devices on Redis", "record in Redis").stream()
                .map(what -> Budget.unmeasured(what, "", 1, "no redis-server was found: --redis"))
                .toList();
    }

    /** @param floor milliseconds of a session */
    List<Budget> measure(RedisChild redis, Child server, Load load, int port, double floor)
            throws IOException, InterruptedException, GeneralSecurityException {
        SessionCost.introduce(server, port, settings.devices(), null);
        SessionCost.begin(load, port, null);
        SessionCost.warmUp(load, server, settings.mostWarmup(), out);
        SessionCost.settle();
        Cost few = sessions(redis, server, load);
        SessionCost.stop(load);
        RedisMemory.Sizes sizes = fill(redis);
        SessionCost.begin(load, port, null);
        SessionCost.settle();
        Cost many = sessions(redis, server, load);
        SessionCost.stop(load);
        List<Budget> budgets = new ArrayList<>();
        budgets.add(
                Budget.most("session on Redis, both processes", "x floor", ON_REDIS, few.millis() / floor, few.text()));
        budgets.add(Budget.most(
                "session on Redis, many stored devices / few",
                "",
                MANY_DEVICES,
                many.millis() / few.millis(),
                String.format(
                        Locale.ROOT,
                        "%,d and %,d devices",
                        settings.stored() + settings.devices(),
                        settings.devices())));
        String of = String.format(Locale.ROOT, "%,d devices of 800 parameters", settings.stored());
        budgets.add(Budget.most("record of a device in Redis", "bytes", RECORD_BYTES, sizes.record(), of));
        budgets.add(Budget.most("indexes of a device in Redis", "bytes", INDEX_BYTES, sizes.indexes(), of));
        return budgets;
    }

    private RedisMemory.Sizes fill(RedisChild redis)
            throws IOException, InterruptedException, GeneralSecurityException {
        var filling = CompletableFuture.supplyAsync(() -> RedisMemory.fill(redis.url(), settings.stored()));
        meanwhile.run();
        RedisMemory.Sizes sizes = filling.join();
        out.accept(String.format(Locale.ROOT, "%,d devices more are in Redis", settings.stored()));
        return sizes;
    }

    /** @param millis of server and Redis a session */
    private record Cost(double millis, String text) {}

    private Cost sessions(RedisChild redis, Child server, Load load) throws IOException, InterruptedException {
        double cpuBefore = redis.cpuSeconds();
        long commands = redis.count("total_commands_processed");
        long in = redis.count("total_net_input_bytes");
        long sent = redis.count("total_net_output_bytes");
        Work work = load.watch(server, TimeUnit.SECONDS.toMillis(settings.seconds()));
        double sessions = work.good();
        double redisMillis = (redis.cpuSeconds() - cpuBefore) * 1000 / sessions;
        String text = String.format(
                Locale.ROOT,
                "%s; Redis %.4f ms, %.1f commands, %.0f bytes in and %.0f out a session",
                SessionCost.text(work),
                redisMillis,
                (redis.count("total_commands_processed") - commands) / sessions,
                (redis.count("total_net_input_bytes") - in) / sessions,
                (redis.count("total_net_output_bytes") - sent) / sessions);
        out.accept("on Redis: " + text);
        return new Cost(work.cpuMillis() + redisMillis, text);
    }
}

package org.reactiveacs.benchmarks;

import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How long and with how much budgets are measured.
 *
 * @param parts that are measured
 * @param devices that call
 * @param mostWarmup seconds for which a server may warm up
 * @param alone whether each server has a process of its own
 * @param turns in which sessions are counted
 * @param stored devices that Redis holds when it holds many
 * @param idleFrom open sessions from which on memory is counted
 * @param idleTo open sessions up to which it is
 * @param storm how long capacity and storm are measured
 * @param tls arguments of {@link TlsCost}
 * @param wake orders for devices that are asked to call
 * @param redis program that is a Redis server, null to leave out what needs one
 */
record BenchSettings(
        Set<BenchPart> parts,
        int devices,
        int mostWarmup,
        boolean alone,
        SessionTurns.Plan turns,
        int stored,
        int idleFrom,
        int idleTo,
        BootStorm.Plan storm,
        TlsCost.Plan tls,
        WakeBudgets.Plan wake,
        @Nullable Path redis) {

    private static final int MANY_CONNECTIONS = 15_000;

    /** A few minutes in all; figures are rougher. */
    static BenchSettings quick(Set<BenchPart> parts, @Nullable Path redis) {
        return new BenchSettings(
                parts,
                300,
                4,
                false,
                new SessionTurns.Plan(2, 300, 1_500),
                3_500,
                500,
                2_000,
                new BootStorm.Plan(4, 2, 3, 0, 5, 6, 3),
                TlsCost.Plan.QUICK,
                new WakeBudgets.Plan(100, 30, 0, 0),
                redis);
    }

    static BenchSettings whole(Set<BenchPart> parts, @Nullable Path redis) {
        return new BenchSettings(
                parts,
                10_000,
                90,
                true,
                new SessionTurns.Plan(3, 1_000, 8_000),
                1_000_000,
                1_000,
                MANY_CONNECTIONS,
                new BootStorm.Plan(60, 5, 10, 15, 5, 20, 15),
                TlsCost.Plan.WHOLE,
                new WakeBudgets.Plan(100_000, 600, 10_000, 60),
                redis);
    }

    boolean has(BenchPart part) {
        return parts.contains(part);
    }

    /** Whether there is time to make all devices known before memory of their sessions is measured over TLS. */
    boolean knowsAll() {
        return idleTo == MANY_CONNECTIONS;
    }
}

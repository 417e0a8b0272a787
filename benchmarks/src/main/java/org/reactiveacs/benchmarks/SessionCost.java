package org.reactiveacs.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.simulator.client.CpeNetwork;
import org.reactiveacs.simulator.client.Sockets;
import org.reactiveacs.simulator.client.Trust;
import org.reactiveacs.simulator.fleet.Executions;
import org.reactiveacs.simulator.fleet.Fleet;
import org.reactiveacs.simulator.fleet.FleetOptions;
import org.reactiveacs.simulator.fleet.FleetSetup;
import org.reactiveacs.simulator.fleet.Lines;
import org.reactiveacs.simulator.load.Introduction;

/**
 * Measures what an ordinary session costs a server: Inform, InformResponse, empty POST, 204, over a new connection, from a known
 * device without anything to do.
 */
final class SessionCost {
    static final String SERIAL = "BENCH";
    static final String SERVER_CORE = "0";
    static final String LOAD_CORE = "1";

    /** While a server warms up, its compiler has a core for itself. */
    static final String BOTH_CORES = "0,1";

    private static final String BEGIN = "connections 32";

    private static final int SETTLE_MILLIS = 1_000;

    private SessionCost() {}

    /** With what the devices prove who they are. */
    record Login(String username, String password) {}

    static FleetOptions fleet(int port, int devices) {
        return fleet(port, devices, null);
    }

    /** The devices that all parts of a measurement mean. */
    private static FleetOptions fleet(int port, int devices, @Nullable Login login) {
        return new FleetOptions(
                "http://127.0.0.1:" + port + "/",
                login == null ? "" : login.username(),
                login == null ? "" : login.password(),
                devices,
                Duration.ofHours(24),
                Duration.ZERO,
                FleetOptions.Mix.MIXED,
                "02AC50",
                SERIAL,
                1,
                Lines.ORDINARY);
    }

    /** Every device calls once, some at a time, and the server learns of it what it wants to know. */
    static void introduce(Child server, int port, int devices, @Nullable Login login)
            throws IOException, InterruptedException {
        server.pin(BOTH_CORES);
        CpeNetwork network = new CpeNetwork(1, Trust.SYSTEM, Fleet.ANSWER_TIMEOUT, Sockets.ofFileLimit());
        try (Fleet fleet =
                Fleet.idle(fleet(port, devices, login), FleetSetup.plain(network, Trust.SYSTEM, Executions.NONE))) {
            Introduction.of(fleet);
        }
    }

    /** Has sessions with a server from now on, so many at a time as all measurements have. */
    static void begin(Load load, int port, @Nullable Login login) throws IOException {
        load.tell("server " + port + (login == null ? "" : ' ' + login.username() + ' ' + login.password()));
        load.tell(BEGIN);
    }

    /** Lets a server warm up on both cores, and leaves it on the first one. */
    static void warmUp(Load load, Child server, int mostSeconds, Consumer<String> out)
            throws IOException, InterruptedException {
        server.pin(BOTH_CORES);
        WarmUp.await(mostSeconds, () -> load.watch(server, WarmUp.LOOK_MILLIS), out);
        server.pin(SERVER_CORE);
    }

    /** Begins no more sessions, and waits until those under way are over. */
    static void stop(Load load) throws IOException, InterruptedException {
        load.tell("connections 0");
        settle();
    }

    /** Gives what was just changed time to have its effect. */
    static void settle() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
    }

    static String text(Work work) {
        return String.format(
                Locale.ROOT,
                "%.0f sessions/s, %.4f ms CPU a session, %.0f %% of the core, compiler %.0f %%, %d failed",
                work.perSecond(),
                work.cpuMillis(),
                work.busy() * 100,
                work.compiler() * 100,
                work.bad());
    }

    static int port(Child server) throws IOException {
        return Integer.parseInt(server.await("port"));
    }
}

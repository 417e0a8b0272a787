package org.reactiveacs.benchmarks;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.reactiveacs.simulator.client.CpeNetwork;
import org.reactiveacs.simulator.client.Sockets;
import org.reactiveacs.simulator.client.SourceAddresses;
import org.reactiveacs.simulator.client.Trust;
import org.reactiveacs.simulator.cpe.ConnectionRequests;
import org.reactiveacs.simulator.fleet.Executions;
import org.reactiveacs.simulator.fleet.Fleet;
import org.reactiveacs.simulator.fleet.FleetOptions;
import org.reactiveacs.simulator.fleet.FleetSetup;
import org.reactiveacs.simulator.fleet.Lines;
import org.reactiveacs.simulator.load.Introduction;
import org.reactiveacs.simulator.wake.ConnectionRequestListener;

/**
 * Devices that can be asked to call: {@code WakeProcess PORT DEVICES DEAD}. All call once, and then it says {@code ready}. Of each hundred
 * {@code DEAD} listen where nobody does. Asked for {@code sessions} on stdin, it says how many there were.
 */
public final class WakeProcess {
    static final String OUI = "02AC50";
    static final String SERIAL = "WAKE";
    static final String USERNAME = "acs";
    static final String PASSWORD = "a-password-for-all";

    private static final Duration ONCE = Duration.ofDays(1);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final ConnectionRequests NOBODY = new ConnectionRequests("http://127.0.0.1:9/", USERNAME, PASSWORD);

    private WakeProcess() {}

    public static void main(String[] arguments) throws Exception {
        int dead = Integer.parseInt(arguments[2]);
        CpeNetwork network = new CpeNetwork(1, Trust.SYSTEM, ANSWER, Sockets.ofFileLimit());
        ConnectionRequestListener listener = ConnectionRequestListener.bind(
                network, new InetSocketAddress("0.0.0.0", 0), SourceAddresses.parse("127.64.0.0/10"));
        FleetOptions options = new FleetOptions(
                "http://127.0.0.1:" + arguments[0] + "/",
                "",
                "",
                Integer.parseInt(arguments[1]),
                ONCE,
                Duration.ZERO,
                FleetOptions.Mix.TR181,
                OUI,
                SERIAL,
                1,
                Lines.ORDINARY);
        Fleet fleet = Fleet.idle(
                options,
                new FleetSetup(
                        network,
                        Trust.SYSTEM,
                        0,
                        Map.of(),
                        false,
                        number -> number % 100 < dead
                                ? NOBODY
                                : new ConnectionRequests(listener.of(number).url(), USERNAME, PASSWORD),
                        Executions.NONE));
        listener.serve(fleet.devices());
        Introduction.of(fleet);
        System.out.println("ready");
        var questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (var question = questions.readLine(); question != null; question = questions.readLine()) {
            System.out.println(question + ' ' + fleet.sessions());
        }
        System.exit(0); // Whoever asked is gone.
    }
}

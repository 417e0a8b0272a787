package org.reactiveacs.simulator.wake;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.main.Acs;
import org.reactiveacs.rig.Await;
import org.reactiveacs.rig.IdleFleet;
import org.reactiveacs.rig.OperatorClient;
import org.reactiveacs.simulator.client.CpeNetwork;
import org.reactiveacs.simulator.command.RunningAcs;
import org.reactiveacs.simulator.cpe.ConnectionRequests;
import org.reactiveacs.simulator.fleet.Fleet;
import org.reactiveacs.simulator.fleet.FleetOptions;

/** Devices in several networks of this machine are asked to call, most of them in one. */
class PacedNetworksTest {
    private static final int CROWD = 300;
    private static final int NETWORKS = 4;
    private static final int EACH = CROWD / 10;
    private static final int PER_SECOND = 20;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private final CpeNetwork network = IdleFleet.network();

    @SuppressWarnings("NullAway.Init")
    private Acs acs;

    @SuppressWarnings("NullAway.Init")
    private ConnectionRequestListener listener;

    @SuppressWarnings("NullAway.Init")
    private Fleet fleet;

    @AfterEach
    void close() {
        fleet.close();
        listener.close();
        network.close();
        acs.close();
    }

    @Test
    void aCrowdedNetworkIsAskedAtItsPaceAndSlowsNoOther() throws Exception {
        acs = RunningAcs.start(
                directory,
                "connreq.networks=127.0.0.0/8",
                "connreq.username=acs",
                "connreq.password=wake",
                "connreq.perNetwork.perSecond=" + PER_SECOND,
                "connreq.linger=0s");
        introduce(CROWD + NETWORKS * EACH);

        long began = System.nanoTime();
        String crowd = operator().wake("box.url ~ http://127.70.*");
        Await.until(
                "the crowd is found", () -> operator().get(crowd).at("/total").asInt() == CROWD);
        List<String> others = new ArrayList<>();
        for (int i = 1; i <= NETWORKS; i++) {
            others.add(operator().wake("box.url ~ http://127.7" + i + ".*"));
        }
        for (String other : others) {
            Await.until("the others are done", () -> isDone(other));
            assertThat(operator().get(other).at("/reached").asInt()).isEqualTo(EACH);
        }

        assertThat(operator().get(crowd).at("/reached").asInt())
                .as("of the crowd, when the others were done")
                .isBetween(1, CROWD * 2 / 3);
        Await.until("the crowd is done", () -> isDone(crowd));
        assertThat(operator().get(crowd).at("/reached").asInt()).isEqualTo(CROWD);
        assertThat(System.nanoTime() - began)
                .as("all but those of the first second at the network's pace")
                .isGreaterThan(SECONDS.toNanos((CROWD - PER_SECOND) / PER_SECOND - 1));
    }

    private OperatorClient operator() {
        return OperatorClient.of(acs);
    }

    private boolean isDone(String location) throws Exception {
        return operator().get(location).at("/state").asString().equals("done");
    }

    private void introduce(int devices) throws Exception {
        listener = ConnectionRequestListener.bind(network, new InetSocketAddress("0.0.0.0", 0), null);
        var options = IdleFleet.options(acs, FleetOptions.Mix.TR181, "PACE", devices);
        fleet = IdleFleet.of(options, network, this::way);
        listener.serve(fleet.devices());
        operator().send("PUT", "/aliases", "{\"box.url\": \"{root}ManagementServer.ConnectionRequestURL\"}");
        IdleFleet.callAll(fleet);
    }

    /** The crowd is in 127.70.0.0/24, the others in 127.71.0.0/24 and so on. */
    private ConnectionRequests way(int number) {
        int net = number <= CROWD ? 70 : 71 + (number - CROWD - 1) / EACH;
        String address = "127." + net + ".0." + (1 + number % 254);
        int port = URI.create(listener.of(number).url()).getPort();
        String url = "http://" + address + ":" + port + "/" + number;
        return new ConnectionRequests(url, "acs", "wake");
    }
}

package org.reactiveacs.simulator.stun;

import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.reactiveacs.simulator.client.CpeNetwork;
import org.reactiveacs.simulator.fleet.FleetDevice;

/**
 * The STUN bindings of a fleet, each with a socket of its own, since to the server a device is an address with a port. Half of the
 * sockets that there may be are left for sessions; devices beyond the other half keep no binding.
 */
public final class StunBindings implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 10;

    private final CpeNetwork network;
    private final List<FleetDevice> devices;
    private final List<StunKeeper> keepers = new ArrayList<>();
    private final StunCounts counts = new StunCounts();

    /** Lets devices keep bindings, as many as there can be; begins at once, spread over the time between two keep-alives. */
    public StunBindings(CpeNetwork network, List<FleetDevice> fleet, StunOptions options) {
        this.network = network;
        int most = Math.min(fleet.size(), Math.max(1, network.sockets().limit() / 2));
        this.devices = List.copyOf(fleet.subList(0, most));
        long now = System.nanoTime();
        for (int i = 0; i < most; i++) {
            StunKeeper keeper = new StunKeeper(devices.get(i), i + 1, options, counts);
            keepers.add(keeper);
            network.sockets().acquire(devices.get(i).line().loop(), () -> {});
            devices.get(i).at(now + options.every().toNanos() / most * i, device -> keeper.begin());
        }
    }

    /** How many devices keep one. */
    public int size() {
        return keepers.size();
    }

    /** What came of them. */
    public StunCounts counts() {
        return counts;
    }

    /** Lets a device's NAT give it another port; the device finds out with its next keep-alive. Numbers begin with 1. */
    public void rebind(int number) {
        on(number, StunKeeper::rebind);
    }

    /** Lets a device call the STUN server now. */
    public void keepAlive(int number) {
        on(number, StunKeeper::keepAlive);
    }

    /** The public address that a device has been told last; empty while it has not been told any. Blocks. */
    public Optional<InetSocketAddress> address(int number) {
        CompletableFuture<Optional<InetSocketAddress>> address = new CompletableFuture<>();
        on(number, keeper -> address.complete(Optional.ofNullable(keeper.mapped())));
        return address.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    private void on(int number, Consumer<StunKeeper> what) {
        StunKeeper keeper = keepers.get(number - 1);
        devices.get(number - 1).line().loop().execute(() -> what.accept(keeper));
    }

    @Override
    public void close() {
        for (int i = 0; i < keepers.size(); i++) {
            EventLoop loop = devices.get(i).line().loop();
            StunKeeper keeper = keepers.get(i);
            if (!loop.isShuttingDown()) {
                loop.execute(keeper::close);
            }
            network.sockets().release();
        }
    }
}

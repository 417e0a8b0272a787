package org.reactiveacs.simulator.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.main.CommandFailure;
import org.reactiveacs.simulator.client.CpeNetwork;
import org.reactiveacs.simulator.client.Sockets;
import org.reactiveacs.simulator.cpe.ConnectionRequests;
import org.reactiveacs.simulator.fleet.Fleet;
import org.reactiveacs.simulator.fleet.FleetSetup;
import org.reactiveacs.simulator.scenario.Scenario;
import org.reactiveacs.simulator.stun.StunBindings;
import org.reactiveacs.simulator.wake.ConnectionRequestListener;
import org.reactiveacs.simulator.xmpp.XmppDevices;
import org.reactiveacs.simulator.xmpp.XmppOptions;

/**
 * One scenario from its beginning to its report: all devices call once if they are to be known, probes learn what is usual,
 * then the load begins and everything is counted.
 */
public final class LoadRun implements AutoCloseable {
    private static final int POLL_MILLIS = 20;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final LoadSettings settings;
    private final Scenario scenario;
    private final Consumer<String> progress;
    private final Fleet fleet;
    private final @Nullable ConnectionRequestListener listener;
    private final Drivers drivers;
    private @Nullable StunBindings bindings;
    private @Nullable XmppDevices onXmpp;

    /**
     * Makes the devices.
     *
     * @param progress takes a line each second
     * @throws IOException if something that devices need cannot be listened on
     */
    public LoadRun(LoadSettings settings, Consumer<String> progress) throws IOException {
        this.settings = settings;
        this.scenario = settings.scenario();
        this.progress = progress;
        Sockets sockets = settings.maxSockets() > 0 ? new Sockets(settings.maxSockets()) : Sockets.ofFileLimit();
        CpeNetwork network = new CpeNetwork(settings.threads(), settings.trust(), Fleet.ANSWER_TIMEOUT, sockets);
        try {
            InetSocketAddress any = new InetSocketAddress(settings.listen(), 0);
            this.listener = scenario.connectionRequests() == null
                    ? null
                    : ConnectionRequestListener.bind(
                            network, any, settings.fleet().lines().sources());
            this.fleet = Fleet.idle(settings.fleet(), setup(network));
            if (listener != null) {
                listener.serve(fleet.devices());
            }
            this.drivers = Drivers.of(settings, fleet, any);
        } catch (IOException | RuntimeException e) {
            network.close();
            throw e;
        }
    }

    private FleetSetup setup(CpeNetwork network) {
        ConnectionRequestListener wakes = listener;
        return new FleetSetup(
                network,
                settings.trust(),
                scenario.probes() == null ? 0 : scenario.probes().devices(),
                scenario.manners(),
                settings.keepsConnections(),
                number -> wakes != null ? wakes.of(number) : unheard(number),
                settings.executions());
    }

    /** How a device can be woken that listens nowhere, unless in another way. */
    private ConnectionRequests unheard(int number) {
        return settings.reach().equals(ReachOptions.NONE)
                ? ConnectionRequests.NONE
                : ConnectionRequestListener.unheard(number);
    }

    /** Does it all, which takes as long as the scenario says. */
    public LoadReport run() throws InterruptedException {
        if (scenario.introduce()) {
            introduce();
        }
        var stun = settings.reach().stun();
        if (stun != null) {
            bindings = new StunBindings(fleet.network(), fleet.devices(), stun);
            progress.accept(bindings.size() + " devices keep a binding to the STUN server");
        }
        var xmpp = settings.reach().xmpp();
        if (xmpp != null) {
            onXmpp = connected(xmpp);
            progress.accept(onXmpp.size() + " devices are on XMPP");
        }
        fleet.countAnew();
        long began = System.nanoTime();
        if (drivers.probes() != null && scenario.probes() != null) {
            drivers.probes().start(began);
            long baseline = Math.round(scenario.probes().baseline() * SECOND);
            watch(() -> System.nanoTime() - began >= baseline, () -> "learning what is usual");
            fleet.countAnew();
        }
        Measurement measurement = new Measurement(settings, fleet, drivers, Instant.now(), System.nanoTime());
        announce();
        drivers.start(measurement.startNanos());
        Seconds seconds = new Seconds(fleet);
        watch(() -> isOver(measurement.startNanos()), seconds::next);
        measurement.end();
        drivers.stop();
        if (bindings != null) {
            progress.accept("at the STUN bindings: " + bindings.counts());
            bindings.close();
        }
        if (onXmpp != null) {
            progress.accept("by XMPP: " + onXmpp.accepted() + " requests followed, " + onXmpp.refused() + " refused");
            onXmpp.close();
        }
        fleet.stop();
        return measurement.report(seconds.all());
    }

    private XmppDevices connected(XmppOptions xmpp) {
        try {
            return XmppDevices.connect(xmpp, fleet.devices());
        } catch (IOException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()));
        }
    }

    private void introduce() throws InterruptedException {
        Introduction introduction = new Introduction(fleet);
        int all = introduction.left();
        fleet.behave(true);
        introduction.start();
        watch(
                () -> introduction.left() == 0 || introduction.isStuck(),
                () -> "introducing " + (all - introduction.left()) + " of " + all);
        fleet.behave(false);
        if (introduction.left() > 0) {
            throw new CommandFailure(introduction.left() + " of " + all
                    + " devices could not call once; the last session that failed: " + fleet.lastFailure());
        }
    }

    private void announce() {
        progress.accept("the load begins: " + scenario.description());
        if (drivers.firmware() != null) {
            progress.accept("firmware is at " + drivers.firmware().url()
                    + (settings.orders() == null ? ", and somebody has to order it" : ""));
        }
    }

    private boolean isOver(long startNanos) {
        long now = System.nanoTime();
        if (now - startNanos >= scenario.duration() * SECOND) {
            return true;
        }
        if (drivers.firmware() != null) {
            return drivers.firmware().isDone();
        }
        return scenario.endsWhenServed()
                && drivers.boots() != null
                && drivers.boots().isDone()
                && (drivers.probes() == null
                        || new Recovery(drivers.probes().samples(), startNanos)
                                .seconds(now)
                                .isPresent());
    }

    /** Waits for something, with a line each second. */
    private void watch(BooleanSupplier isOver, Supplier<String> line) throws InterruptedException {
        long next = System.nanoTime() + SECOND;
        while (!isOver.getAsBoolean()) {
            Thread.sleep(POLL_MILLIS);
            if (System.nanoTime() - next >= 0) {
                next += SECOND;
                progress.accept(line.get());
            }
        }
    }

    /** How many sessions of devices that behave have ended well. */
    public long sessions() {
        return fleet.sessions();
    }

    /** Why the last session failed; empty while none did. */
    public String lastFailure() {
        return fleet.lastFailure();
    }

    @Override
    public void close() {
        drivers.close();
        if (listener != null) {
            listener.close();
        }
        fleet.close();
    }
}

package org.reactiveacs.simulator.cpe;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.simulator.model.DataModel;
import org.reactiveacs.simulator.model.Place;
import org.reactiveacs.simulator.model.Schema;

/**
 * A CPE without sockets: its parameters, what it still has to tell, and when it calls. Not thread-safe.
 *
 * <p>The shell asks {@link #nextWork}, then {@link #startTransfer} and {@link #open} when due, carries the messages of the
 * session, and tells the outcome to {@link #transferred} and {@link #closed}.
 */
public final class VirtualCpe {
    private static final String FIRST_FIRMWARE = "1.0.0";

    private final CpeIdentity identity;
    private final CpeSettings settings;
    private final RandomGenerator random;
    private final DataModel model;
    private final Management management;
    private final AttributeBook attributes = new AttributeBook();
    private final EventQueue events = new EventQueue();
    private final TransferQueue transfers = new TransferQueue();
    private final Timers timers = new Timers();

    private Restart restart = new Restart.None();
    private String firmware = FIRST_FIRMWARE;
    private Instant clock;
    private Instant bootedAt;
    private Instant notBefore;
    private int retryCount;
    private boolean inSession;
    private boolean isHeldOff;
    private boolean isBricked;
    private String knownUrl;
    private @Nullable String diagnostics;

    /**
     * A device fresh from its box.
     *
     * @param random for the back-off
     * @param firstCall when it calls for the first time
     */
    public VirtualCpe(
            CpeIdentity identity, CpeSettings settings, Schema schema, RandomGenerator random, Instant firstCall) {
        this.identity = identity;
        this.settings = settings;
        this.random = random;
        this.model = new DataModel(schema, new DeviceFacts(this));
        this.management = new Management(model);
        this.knownUrl = settings.acsUrl();
        this.clock = firstCall;
        this.bootedAt = firstCall;
        this.notBefore = firstCall;
        events.bootstrap();
        events.add(EventQueue.BOOT, "");
        timers.startPeriod(management, firstCall);
    }

    /** When there is something to do next, a session or a transfer; may be in the past. */
    public Instant nextWork() {
        if (isBricked) {
            return Instant.MAX;
        }
        Instant call = nextCall();
        Instant transfer = transfers.nextStart();
        return call.isBefore(transfer) ? call : transfer;
    }

    /** When the next session is due; never while one is open. */
    public Instant nextCall() {
        if (inSession || isBricked) {
            return Instant.MAX;
        }
        boolean urgent =
                retryCount > 0 || events.isUrgent() || !transfers.completed().isEmpty();
        Instant wanted = urgent ? Instant.MIN : timers.next();
        return wanted.isBefore(notBefore) ? notBefore : wanted;
    }

    /** Begins a session; {@link #closed} must end it. */
    public CpeSession open(Instant now) {
        if (inSession) {
            throw new IllegalStateException(identity + " is in a session");
        }
        inSession = true;
        clock = now;
        timers.collect(now, management, events);
        return new CpeSession(this, settings.version());
    }

    /**
     * The session is over; restarts the device if that was asked for.
     *
     * @param successful false to try again with the standard's back-off
     */
    public void closed(boolean successful, Instant now) {
        inSession = false;
        clock = now;
        notBefore = now;
        isHeldOff = false;
        retryCount = successful ? 0 : retryCount + 1;
        if (retryCount > 0) {
            notBefore = now.plus(
                    Backoff.wait(retryCount, management.retryMinimumSeconds(), management.retryMultiplier(), random));
        }
        if (!management.url().equals(knownUrl)) {
            knownUrl = management.url();
            events.bootstrap();
        }
        Diagnostics.run(this, diagnostics);
        diagnostics = null;
        restartIfAsked();
    }

    /** Puts off the next session, as a 503 with Retry-After asks. */
    public void holdOff(Duration wait) {
        notBefore = clock.plus(wait);
        isHeldOff = true;
    }

    /** The ACS wants a session (TR-069 A6 §3.2.2); false when it has one, which it must end first. */
    public boolean connectionRequested() {
        if (inSession || isBricked) {
            return false;
        }
        events.add(EventQueue.CONNECTION_REQUEST, "");
        tryAgainAtOnce();
        return true;
    }

    /**
     * Calls for the first time, sooner than it would have.
     *
     * @param periodically whether its periodic Informs begin now
     */
    public void firstCall(Instant now, boolean periodically) {
        clock = now;
        bootedAt = now;
        notBefore = now;
        if (periodically) {
            startPeriod(now);
        } else {
            timers.stopPeriod();
        }
    }

    /** Begins its periodic Informs anew, the first one an interval after a moment. */
    public void startPeriod(Instant from) {
        timers.startPeriod(management, from);
    }

    /** Calls as if its interval were over. */
    public void periodicCall() {
        events.add(EventQueue.PERIODIC, "");
    }

    /** The power was cut and is back; during a session it counts as the end of it. */
    public void powerCycle(Instant now) {
        restart = new Restart.ByPower();
        if (!inSession) {
            clock = now;
            restartIfAsked();
        }
    }

    /** The next transfer that is due; {@link #transferred} must end it. */
    public Optional<Transfer> startTransfer(Instant now) {
        return inSession ? Optional.empty() : transfers.start(now);
    }

    /** A transfer is over. */
    public void transferred(Transfer transfer, TransferResult result, Instant now) {
        clock = now;
        transfers.complete(transfer, result);
        if (transfer.isFirmware() && result.isSuccess()) {
            isBricked |= result.bricksEvery() > 0 && identity.number() % result.bricksEvery() == 0;
            restart = new Restart.ByFirmware(result.firmwareVersion());
            if (!inSession) {
                restartIfAsked();
            }
        }
    }

    /** Changes a value by the device's own doing and notifies as its attributes ask; the path must exist. */
    public void change(String path, String value) {
        model.set(path, value);
        changed(path);
        if (events.isUrgent()) {
            tryAgainAtOnce();
        }
    }

    /** A failed session is tried again when its wait is over or something new happens (TR-069 A6 §3.2.1.1). */
    private void tryAgainAtOnce() {
        if (retryCount > 0 && !inSession && !isHeldOff) {
            notBefore = clock;
        }
    }

    /** The URL to call, which the ACS may have changed. */
    public String acsUrl() {
        return management.url();
    }

    /** The user name for the ACS, which it may have changed; empty for none. */
    public String username() {
        return management.username();
    }

    /** The password for the ACS. */
    public String password() {
        return management.password();
    }

    /** Where it listens for connection requests. */
    public String connectionRequestUrl() {
        return management.connectionRequestUrl();
    }

    /** The user name that a connection request must bring. */
    public String connectionRequestUsername() {
        return management.connectionRequestUsername();
    }

    /** The password that a connection request must bring. */
    public String connectionRequestPassword() {
        return management.connectionRequestPassword();
    }

    /** The version of the firmware that runs. */
    public String firmwareVersion() {
        return firmware;
    }

    /** The path of the root object, such as {@code Device.}. */
    public String root() {
        return model.root();
    }

    public CpeIdentity identity() {
        return identity;
    }

    /** Failed attempts at the session that comes next or is open. */
    public int retryCount() {
        return retryCount;
    }

    /** The value of a parameter, secrets included; empty when there is none. */
    public Optional<String> value(String path) {
        return model.find(path).filter(place -> place.parameter() != null).map(model::value);
    }

    /** The file that an upload sends: what can be set, one {@code path=value} a line, or a short log. */
    public byte[] fileFor(Transfer transfer) {
        return Files.of(this, transfer);
    }

    private void changed(String path) {
        Place place = model.find(path).orElseThrow();
        boolean active = attributes.isActive(place);
        if (active || attributes.isPassive(place)) {
            events.changed(path, active);
        }
    }

    private void restartIfAsked() {
        Restart asked = restart;
        restart = new Restart.None();
        if (asked instanceof Restart.None) {
            return;
        }
        retryCount = 0;
        bootedAt = asked instanceof Restart.ByPower ? clock : clock.plus(settings.bootTime());
        notBefore = bootedAt;
        if (asked instanceof Restart.ByFactoryReset) {
            model.reset();
            attributes.reset();
            timers.clear();
            events.bootstrap();
            knownUrl = management.url();
        }
        events.add(EventQueue.BOOT, "");
        if (asked instanceof Restart.ByReboot reboot) {
            events.add("M Reboot", reboot.commandKey());
        }
        if (asked instanceof Restart.ByFirmware image && !image.version().equals(firmware)) {
            firmware = image.version();
            changed(model.root() + "DeviceInfo.SoftwareVersion");
        }
        if (timers.isPeriodic()) {
            timers.startPeriod(management, bootedAt);
        }
    }

    // What the parts of the brain share.

    void restart(Restart afterSession) {
        restart = afterSession;
    }

    /** Runs a test once the session is over; the path is that of its object. */
    void requestDiagnostics(String object) {
        diagnostics = object;
    }

    CpeSettings settings() {
        return settings;
    }

    DataModel model() {
        return model;
    }

    Management management() {
        return management;
    }

    AttributeBook attributes() {
        return attributes;
    }

    EventQueue events() {
        return events;
    }

    TransferQueue transfers() {
        return transfers;
    }

    Timers timers() {
        return timers;
    }

    String firmware() {
        return firmware;
    }

    Instant bootedAt() {
        return bootedAt;
    }

    /** The device's clock, as of the last thing that happened. */
    Instant now() {
        return clock;
    }

    void at(Instant now) {
        clock = now;
    }
}

package org.reactiveacs.connreq;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Reach;
import org.reactiveacs.load.Headroom;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.port.Wake.Urgency;
import org.reactiveacs.port.WakeOutcome;
import org.reactiveacs.port.WakeOutcome.Result;
import reactor.core.publisher.MonoSink;

/**
 * The devices of some partitions that are being asked to call, all on one event loop: so many at a time as there may be sockets, and no
 * more than the node can serve when they come. Those for whom somebody waits come first, and do not wait until there is room.
 */
final class Shard {
    private static final long LOOK_AGAIN_MILLIS = 20;

    private final EventLoop loop;
    private final Limits limits;
    private final Phonebook phonebook;
    private final List<Route> routes;
    private final Headroom headroom;
    private final AcsMetrics metrics;
    /** Written on the loop alone. */
    private final Map<DeviceId, Flight> flights = new ConcurrentHashMap<>();

    private final Turns turns = new Turns();
    private final Doubts doubts;
    private final TargetNetworks networks;
    private final Window window;
    private int asked;
    private int promised;
    private @Nullable Future<?> look;
    private double tokens;
    private long refilled = System.nanoTime();
    private boolean isClosed;
    /** As others see them. */
    private volatile Figures figures;

    /**
     * How much is done, and for how long.
     *
     * @param queue devices that may wait or be asked
     * @param atOnce devices that may be asked at a time
     * @param perSecond devices that may be begun with
     * @param giveUpNanos after which a device is not asked again
     * @param pauseNanos before it is, at most
     * @param perNetwork what of that may go to one network
     */
    record Limits(
            int queue,
            int atOnce,
            double perSecond,
            long giveUpNanos,
            long pauseNanos,
            TargetNetworks.Limits perNetwork) {}

    /**
     * @param routes by which devices are asked, in the order in which they are tried
     * @param headroom of the node, beside the devices that call by themselves
     */
    Shard(
            EventLoop loop,
            Limits limits,
            Phonebook phonebook,
            List<Route> routes,
            Headroom headroom,
            AcsMetrics metrics) {
        this.loop = loop;
        this.limits = limits;
        this.phonebook = phonebook;
        this.routes = List.copyOf(routes);
        this.headroom = headroom;
        this.metrics = metrics;
        this.tokens = limits.perSecond();
        this.doubts = new Doubts(limits.queue());
        this.networks = new TargetNetworks(limits.perNetwork());
        this.window = new Window(limits.queue(), System.nanoTime());
        this.figures = new Figures(window.size(), 0, 0);
    }

    EventLoop loop() {
        return loop;
    }

    /**
     * Asks a device, or joins whoever does.
     *
     * @param since when it was wanted: if it has called since, it is not asked
     */
    void wake(DeviceId device, Urgency urgency, Instant since, MonoSink<WakeOutcome> sink) {
        var flight = flights.get(device);
        if (flight != null) {
            flight.join(sink);
            if (urgency == Urgency.WAITED_FOR) {
                hurry(flight);
            }
            return;
        }
        flight = new Flight(device, System.nanoTime(), since, urgency == Urgency.WAITED_FOR);
        flight.join(sink);
        if (isClosed) {
            flight.end(Result.LOST, null, "the server stops", System.nanoTime());
        } else if (flights.size() >= limits.queue()) {
            flight.end(Result.QUEUE_FULL, null, "too many connection requests wait already", System.nanoTime());
            metrics.wake(Result.QUEUE_FULL.label(), "none", 0);
        } else {
            flights.put(device, flight);
            if (!flight.isUrgent() && doubts.areAbout(device)) {
                flight.doubted();
                pause(flight, Long.MAX_VALUE);
                return;
            }
            turns.add(flight);
            begin();
        }
    }

    /** Somebody waits for a device that was to be asked in its turn: it comes before others. */
    private void hurry(Flight flight) {
        flight.hurry(Instant.now());
        if (flight.isQueued()) {
            turns.hurry(flight);
            begin();
        } else if (networks.hurry(flight, System.nanoTime())) {
            begin();
        } else if (!flight.wasAsked()) {
            flight.stopTimer();
            again(flight);
        }
    }

    /** Begins with as many as may be. */
    private void begin() {
        refill();
        boolean isShut = headroom.isShut();
        boolean isRoomy = !isShut && headroom.hasRoom();
        if (!isRoomy) {
            window.crowded(refilled);
        }
        var next = isShut ? null : next(isRoomy);
        while (next != null) {
            tokens--;
            asked++;
            goOn(next);
            next = next(isRoomy);
        }
        if ((!turns.isEmpty() || networks.waiting() > 0) && look == null) {
            look = loop.schedule(this::lookAgain, LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        }
        figures = new Figures(window.size(), asked + promised, networks.waiting());
    }

    /** Whose turn it is now, if anybody's: a tenth of the sockets is kept for those for whom somebody waits. */
    private @Nullable Flight next(boolean isRoomy) {
        if (asked >= limits.atOnce() || tokens < 1) {
            return null;
        }
        boolean all = isRoomy && asked < limits.atOnce() - limits.atOnce() / 10 && window.hasRoom(asked + promised);
        var next = turns.next(false);
        if (next == null) {
            next = networks.next(all, refilled);
        }
        return next == null && all ? turns.next(true) : next;
    }

    private void lookAgain() {
        look = null;
        begin();
    }

    private void refill() {
        long now = System.nanoTime();
        double seconds = (now - refilled) / (double) TimeUnit.SECONDS.toNanos(1);
        // What was not used in a second is gone, or a pause would be followed by a burst.
        tokens = Math.min(Math.max(1, limits.perSecond()), tokens + seconds * limits.perSecond());
        refilled = now;
    }

    private void goOn(Flight flight) {
        flight.asked(System.nanoTime());
        var contact = flight.contact();
        if (contact != null && flight.hasRoutes()) {
            ask(flight, contact);
            return;
        }
        phonebook.find(flight.device(), loop, found -> {
            if (flight.isOver() || !mayAsk(flight, found)) {
                released(flight);
            }
        });
    }

    /** Asks a device that was looked up, if there is a way to. */
    private boolean mayAsk(Flight flight, Phonebook.Found found) {
        var contact = found.contact();
        if (contact == null && found.failure().isEmpty()) {
            end(flight, Result.UNKNOWN_DEVICE, null, "no such device is known");
            return false;
        }
        if (contact == null) {
            if (!isLater(flight)) {
                end(flight, Result.UNREACHABLE, null, found.failure());
            }
            return false;
        }
        // Clocks of nodes differ, so whoever waits for a device has it asked whenever it seems to have called.
        if (!flight.isUrgent() && contact.lastCall().isAfter(flight.since())) {
            end(flight, Result.CALLED, flight.way(), "");
            return false;
        }
        if (contact.session() == Contact.Session.LINGERS) {
            end(flight, Result.CALLED, null, "the device has a session that waits for orders");
            return false;
        }
        var offered = offered(contact);
        flight.begin(contact, offered);
        if (!flight.hasRoutes()) {
            end(flight, Result.NO_ADDRESS, null, "the device never told how it can be reached");
            return false;
        }
        ask(flight, contact);
        return true;
    }

    /** Ways that a device offers: first the one that went well last time, then in the usual order. */
    private List<Route> offered(Contact contact) {
        var last = contact.reach();
        return routes.stream()
                .filter(route -> route.isOffered(contact))
                .sorted(Comparator.comparing(route -> last == null || route.way() != last.way()))
                .toList();
    }

    private void ask(Flight flight, Contact contact) {
        var route = flight.upcoming();
        route.locate(contact, loop, place -> {
            if (flight.isOver()) {
                released(flight);
            } else if (networks.mayAsk(flight, place.address(), System.nanoTime())) {
                ask(flight, route, place);
            } else {
                flight.postponed(System.nanoTime());
                metrics.wakePostponed();
                released(flight);
            }
        });
    }

    private void ask(Flight flight, Route route, Place place) {
        flight.next();
        place.ask(answer -> {
            if (!flight.isOver()) {
                answered(flight, route, answer);
            }
            released(flight);
        });
    }

    /** It is not being asked any more: there is room for another. */
    private void released(Flight flight) {
        networks.ended(flight, System.nanoTime());
        asked--;
        begin();
    }

    private void answered(Flight flight, Route route, Answer answer) {
        if (answer.kind().isPromising()) {
            flight.promised(answer, headroom.refusals());
            promised++;
            flight.timer(loop.schedule(
                    () -> notCalled(flight, route, answer), route.patience().toNanos(), TimeUnit.NANOSECONDS));
        } else if (answer.kind() == Answer.Kind.IN_SESSION) {
            end(flight, Result.CALLED, route.way(), answer.reason());
        } else {
            failed(flight, route, answer);
        }
    }

    private void notCalled(Flight flight, Route route, Answer answer) {
        promised--;
        var contact = flight.contact();
        if (contact != null) {
            route.silent(contact);
        }
        failed(flight, route, flight.notCalled(answer, headroom.refusals(), System.nanoTime()));
        begin();
    }

    /** Tries the next way, or after a pause those again that may go better; or gives up. */
    private void failed(Flight flight, Route route, Answer answer) {
        flight.failed(route, answer);
        if (flight.hasRoutes()) {
            turns.goOn(flight);
        } else if (!flight.mayPass() || !isLater(flight)) {
            endUnlessCalled(flight);
        }
    }

    /** Has another round begin after a pause; false when the time is over. */
    private boolean isLater(Flight flight) {
        long left = limits.giveUpNanos() - flight.askedFor(System.nanoTime());
        if (left > 0) {
            pause(flight, left);
        }
        return left > 0;
    }

    private void pause(Flight flight, long most) {
        long nanos = Math.min(most, flight.pauseNanos(limits.pauseNanos()));
        flight.timer(loop.schedule(() -> again(flight), nanos, TimeUnit.NANOSECONDS));
    }

    private void again(Flight flight) {
        turns.addAgain(flight);
        begin();
    }

    /** Of sessions on other nodes this one hears only if the device says that it was asked to call, and not for certain. */
    private void endUnlessCalled(Flight flight) {
        var verdict = flight.verdict();
        var answer = verdict.getValue();
        phonebook.hasCalled(flight.device(), flight.since(), loop, hasCalled -> {
            if (!flight.isOver()) {
                end(
                        flight,
                        hasCalled ? Result.CALLED : answer.kind().result(),
                        verdict.getKey().way(),
                        hasCalled ? "" : answer.reason());
            }
        });
    }

    /** Whether a device is being asked; from any thread. */
    boolean asks(DeviceId device) {
        return flights.containsKey(device);
    }

    /** A device has opened a session. */
    void called(DeviceId device, boolean requested) {
        var flight = flights.get(device);
        if (flight != null) {
            if (requested) {
                keep(flight);
            }
            if (requested) {
                window.came(asked + promised);
            }
            end(flight, requested ? Result.REACHED : Result.CALLED, flight.way(), "");
            begin();
        }
    }

    private void keep(Flight flight) {
        var contact = flight.contact();
        var first = contact == null
                ? null
                : routes.stream()
                        .filter(route -> route.isOffered(contact))
                        .findFirst()
                        .orElse(null);
        var last = flight.promisedBy();
        if (contact != null && last != null) {
            last.called(contact);
        }
        var lesson = first == null ? null : flight.lesson(first);
        if (lesson != null) {
            phonebook.reached(flight.device(), lesson);
        }
    }

    private void end(Flight flight, Result result, Reach.@Nullable Way way, String reason) {
        flights.remove(flight.device(), flight);
        doubts.ended(flight.device(), result);
        networks.leave(flight);
        if (flight.promisedBy() != null) {
            promised--;
        }
        long now = System.nanoTime();
        flight.end(result, way, reason, now);
        metrics.wake(result.label(), way == null ? "none" : way.label(), flight.age(now));
    }

    /**
     * How it stood a moment ago.
     *
     * @param window devices that may be on their way
     * @param underWay devices that are being asked or have said that they will call
     * @param postponed devices that wait for a turn in their networks
     */
    record Figures(int window, int underWay, int postponed) {
        Figures and(Figures other) {
            return new Figures(window + other.window, underWay + other.underWay, postponed + other.postponed);
        }
    }

    /** How it stood a moment ago; from any thread. */
    Figures figures() {
        return figures;
    }

    /** Devices that were asked in vain and wait for another turn; for the loop. */
    int waitAgain() {
        return turns.again();
    }

    /** Devices that wait for a turn in their networks; for the loop. */
    int postponed() {
        return networks.waiting();
    }

    /** Devices that wait or are being asked. */
    int size() {
        return flights.size();
    }

    void close() {
        isClosed = true;
        turns.clear();
        for (var flight : flights.values().toArray(Flight[]::new)) {
            end(flight, Result.LOST, null, "the server stops");
        }
        figures = new Figures(window.size(), 0, 0);
    }
}

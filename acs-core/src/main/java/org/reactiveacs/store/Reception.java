package org.reactiveacs.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Access;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.MacAddress;
import org.reactiveacs.device.ModelTraits;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.Registration;
import org.reactiveacs.device.Standing;
import org.reactiveacs.device.Visit;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.store.record.PackedVisits;

/**
 * How an {@link Arrival} is received: the rules that every store applies inside its unit of work, from what it knows of
 * the device to the verdict and the new head.
 */
public final class Reception {

    /**
     * What comes of it.
     *
     * @param verdict whether a session opens
     * @param device the head to write, null to write none
     * @param events what happened
     */
    public record Result(Verdict verdict, @Nullable Device device, List<DomainEvent> events) {}

    private Reception() {}

    /**
     * Receives a caller.
     *
     * @param before the head as stored, null at first contact
     * @param registration what operators said, {@link Registration#NONE} if nothing
     * @param traits what was learned of the model
     */
    public static Result receive(
            @Nullable Device before, Registration registration, ModelTraits traits, Arrival arrival) {
        var caller = arrival.caller();
        var access = before == null ? Access.NONE : before.access();
        if (access.isReplay(caller.nonceIssued(), caller.nonceCount())) {
            return new Result(new Verdict.Replayed(), null, List.of());
        }
        var verdict = Admittance.judge(before, registration, access, arrival);
        if (verdict instanceof Verdict.Refused) {
            return new Result(verdict, null, List.of());
        }
        if (verdict instanceof Verdict.Quarantined quarantined) {
            return quarantine(before, arrival, quarantined);
        }
        return admit(before, Admittance.proven(access, registration, arrival), traits, arrival);
    }

    private static Result quarantine(@Nullable Device before, Arrival arrival, Verdict.Quarantined verdict) {
        var at = arrival.caller().at();
        var visit = visit(arrival).ended(Visit.End.QUARANTINED, at, List.of());
        var held = new Standing.Quarantine(verdict.reason(), at);
        var device = before == null
                ? new Device(
                        arrival.device(),
                        arrival.identity(),
                        contact(null, arrival),
                        Standing.FRESH.quarantined(held),
                        Access.NONE.withNonce(
                                arrival.caller().nonceIssued(), arrival.caller().nonceCount()),
                        Map.of(),
                        List.of(),
                        PackedVisits.NONE.push(visit))
                : new Device(
                        before.id(),
                        before.identity(),
                        before.contact(),
                        before.standing().quarantined(held),
                        before.access(),
                        before.reported(),
                        before.macs(),
                        before.visits().push(visit));
        return new Result(
                verdict,
                device,
                List.of(event(DomainEvent.Type.QUARANTINED, arrival, Map.of("reason", verdict.reason()))));
    }

    /**
     * Receives an arrival that was admitted, as {@link #receive} does from the verdict on: for stores that keep admitted
     * arrivals and work the head out when it is next read.
     *
     * @param access how the device authenticates, this arrival included
     * @param superseded whether the arrival ended a session
     */
    public static Device admitted(
            @Nullable Device before, Access access, ModelTraits traits, Arrival arrival, boolean superseded) {
        var device =
                Objects.requireNonNull(admit(before, access, traits, arrival).device());
        return superseded
                ? ended(device, 1, Visit.End.SUPERSEDED, arrival.caller().at())
                : device;
    }

    /** The head with a visit ended that was under way; 0 is the newest. */
    public static Device ended(Device device, int visitIndex, Visit.End how, Instant at) {
        if (device.visits().size() <= visitIndex) {
            return device;
        }
        var visit = device.visits().get(visitIndex);
        return visit.end() != Visit.End.UNDER_WAY
                ? device
                : device.withVisit(visitIndex, visit.ended(how, at, visit.done()));
    }

    private static Result admit(@Nullable Device before, Access access, ModelTraits traits, Arrival arrival) {
        var at = arrival.caller().at();
        boolean bootstrap = arrival.inform().has("0 BOOTSTRAP");
        var reported = reported(before, bootstrap, arrival.inform().parameters());
        var standing = before == null ? Standing.FRESH : before.standing();
        standing = standing.quarantined(null).withQuirks(arrival.inform().quirks());
        var told = toldMacs(before, arrival);
        if (before != null) {
            standing = interleaved(before, boxes(before, standing, arrival, told), arrival);
        }
        var device = new Device(
                arrival.device(),
                arrival.identity(),
                contact(before, arrival),
                standing,
                access,
                reported,
                macs(before, told),
                (before == null ? PackedVisits.NONE : before.visits()).push(visit(arrival)));
        boolean foreignKey = before != null && hasForeignKey(before, device, traits);
        if (bootstrap || foreignKey) {
            device = device.withStanding(device.standing().stale(at).lost(at));
        } else if (before != null && !before.softwareVersion().equals(device.softwareVersion())) {
            device = device.withStanding(device.standing().stale(at));
        }
        return new Result(new Verdict.Admitted(), device, events(before, device, arrival));
    }

    /** A ParameterKey that somebody else left: what was read, or set, no longer holds. */
    private static boolean hasForeignKey(Device before, Device now, ModelTraits traits) {
        var key = now.parameterKey();
        var lastKey = before.parameterKey();
        return key != null
                && lastKey != null
                && !traits.ignoresParameterKey()
                && !key.equals(lastKey)
                && !key.equals(before.standing().ourKey());
    }

    /** What the Inform says of MACs; a serial number that looks like one says nothing where a real one is known. */
    private static List<String> toldMacs(@Nullable Device before, Arrival arrival) {
        var told = arrival.inform().macs();
        var serial = MacAddress.canonical(arrival.identity().serialNumber());
        return before == null || before.macs().isEmpty() || serial == null || !told.contains(serial)
                ? told
                : told.stream().filter(mac -> !mac.equals(serial)).toList();
    }

    /** Sessions that cut each other off from two addresses in turn are two boxes, or one that changes its line. */
    private static Standing interleaved(Device before, Standing standing, Arrival arrival) {
        var visits = before.visits();
        if (visits.size() < 2) {
            return standing;
        }
        var last = visits.get(0);
        var older = visits.get(1);
        boolean inTurn = last.end() == Visit.End.UNDER_WAY
                && older.end() == Visit.End.SUPERSEDED
                && older.peer().equals(arrival.caller().peer())
                && !last.peer().equals(older.peer());
        return inTurn
                ? standing.seenAs(
                        standing.otherBox(),
                        "sessions from " + older.peer() + " and from " + last.peer() + " cut each other off")
                : standing;
    }

    /** One serial seen alternately with two product classes or MACs is two boxes. */
    private static Standing boxes(Device before, Standing standing, Arrival arrival, List<String> informMacs) {
        var last = new Standing.Box(
                before.identity().productClass(),
                before.macs().isEmpty() ? "" : before.macs().get(0));
        var now = new Standing.Box(
                arrival.identity().productClass(), informMacs.isEmpty() ? last.mac() : informMacs.get(0));
        if (now.equals(last) || last.mac().isEmpty() && now.productClass().equals(last.productClass())) {
            return standing;
        }
        return now.equals(standing.otherBox())
                ? standing.seenInTurn(last, describe(last) + " and as " + describe(now))
                : standing.seenAs(last, standing.duplicate());
    }

    private static String describe(Standing.Box box) {
        return "'" + box.productClass() + "'" + (box.mac().isEmpty() ? "" : " with MAC " + box.mac());
    }

    private static List<String> macs(@Nullable Device before, List<String> told) {
        if (before != null && isBegunBy(before.macs(), told)) {
            return before.macs(); // As it is with nearly all.
        }
        var macs = new LinkedHashSet<>(told);
        if (before != null) {
            macs.addAll(before.macs());
        }
        return macs.stream().limit(MAX_MACS).toList();
    }

    private static boolean isBegunBy(List<String> macs, List<String> told) {
        return told.size() <= macs.size() && macs.subList(0, told.size()).equals(told);
    }

    /** Reported parameters that heads carry over from Inform to Inform. */
    static final int MAX_REPORTED = 1000;

    /** MAC addresses kept a device. */
    private static final int MAX_MACS = 8;

    private static Map<String, Parameter> reported(@Nullable Device before, boolean bootstrap, List<Parameter> told) {
        var reported = new HashMap<String, Parameter>();
        if (before != null && !bootstrap) {
            reported.putAll(before.reported());
        }
        told.forEach(parameter -> reported.put(parameter.path(), parameter));
        if (reported.size() > MAX_REPORTED) {
            // Sessions that never come to their end never move them into the tree: the newest Inform is what counts.
            reported.keySet()
                    .retainAll(told.stream().map(Parameter::path).collect(java.util.stream.Collectors.toSet()));
        }
        return reported;
    }

    private static Device.Contact contact(@Nullable Device before, Arrival arrival) {
        Instant at = arrival.caller().at();
        var bootstrap = arrival.inform().has("0 BOOTSTRAP")
                ? at
                : before == null ? null : before.contact().bootstrap();
        return new Device.Contact(
                before == null ? at : before.contact().first(),
                at,
                bootstrap,
                arrival.inform().events(),
                arrival.caller().peer());
    }

    private static Visit visit(Arrival arrival) {
        return new Visit(
                arrival.caller().at(),
                arrival.inform().events(),
                arrival.caller().peer(),
                arrival.inform().retryCount(),
                List.of(),
                Visit.End.UNDER_WAY,
                0);
    }

    private static List<DomainEvent> events(@Nullable Device before, Device now, Arrival arrival) {
        var events = new ArrayList<DomainEvent>();
        if (before == null) {
            events.add(event(
                    DomainEvent.Type.FIRST_CONTACT,
                    arrival,
                    Map.of("peer", arrival.caller().peer())));
        }
        events.addAll(plainEvents(arrival));
        var suspicion = now.standing().duplicate();
        if (suspicion != null
                && (before == null || !suspicion.equals(before.standing().duplicate()))) {
            events.add(event(DomainEvent.Type.DUPLICATE_SUSPECTED, arrival, Map.of("why", suspicion)));
        }
        return events;
    }

    /** What an admitted arrival is an event for, whatever is known of the device. */
    public static List<DomainEvent> plainEvents(Arrival arrival) {
        var events = new ArrayList<DomainEvent>();
        for (var code : new TreeSet<>(arrival.inform().events())) {
            switch (code) {
                case "0 BOOTSTRAP" -> events.add(event(DomainEvent.Type.BOOTSTRAP, arrival, Map.of()));
                case "1 BOOT" -> events.add(event(DomainEvent.Type.BOOT, arrival, Map.of()));
                case "4 VALUE CHANGE" -> events.add(event(DomainEvent.Type.VALUE_CHANGE, arrival, Map.of()));
                default -> {
                    // Periodic visits and the like are no news.
                }
            }
        }
        return events;
    }

    private static DomainEvent event(DomainEvent.Type type, Arrival arrival, Map<String, String> detail) {
        return new DomainEvent(type, arrival.device(), arrival.caller().at(), detail);
    }
}

package org.reactiveacs.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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

/**
 * How an {@link Arrival} is received: the rules that every store applies inside its unit of work, from what it knows of
 * the device to the verdict and the new head.
 */
public final class Reception {

    /** A BOOTSTRAP that follows a FactoryReset of ours within this time is expected. */
    public static final Duration RESET_ANSWER = Duration.ofMinutes(30);

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
        var verdict = judge(before, registration, access, arrival);
        if (verdict instanceof Verdict.Refused) {
            return new Result(verdict, null, List.of());
        }
        if (verdict instanceof Verdict.Quarantined quarantined) {
            return quarantine(before, arrival, quarantined);
        }
        return admit(before, proven(access, registration, arrival), traits, arrival);
    }

    private static Verdict judge(@Nullable Device before, Registration registration, Access access, Arrival arrival) {
        var held = before == null ? null : before.standing().quarantine();
        var releasedAt = registration.releasedAt();
        boolean released = held != null && releasedAt != null && !releasedAt.isBefore(held.since());
        boolean unregistered = registration.at() == null;
        if (before == null && unregistered) {
            var verdict = unknown(arrival.rules().unknown());
            if (verdict != null) {
                return verdict;
            }
        }
        boolean ownCredential = hasOwnCredential(registration, access);
        return switch (arrival.caller().proof()) {
            case NONE, CERTIFICATE -> stillHeld(held, released, unregistered);
            case STORED -> new Verdict.Admitted();
            case STORED_PREVIOUS ->
                access.usedStored()
                        ? new Verdict.Refused("the credential was replaced and the device has used the new one")
                        : new Verdict.Admitted();
            case DERIVED -> derived(registration, access, arrival.caller().keyVersion());
            case ONBOARDING -> {
                if (ownCredential && !access.resetAccepted() && !released) {
                    yield held == null || arrival.inform().has("0 BOOTSTRAP")
                            ? onboardingAgain(before, arrival)
                            : new Verdict.Quarantined(held.reason());
                }
                yield stillHeld(held, released, unregistered);
            }
        };
    }

    private static boolean hasOwnCredential(Registration registration, Access access) {
        return registration.credential() != null || access.keyVersion() > 0;
    }

    private static @Nullable Verdict unknown(Arrival.Unknown rule) {
        return switch (rule) {
            case ACCEPT -> null;
            case QUARANTINE -> new Verdict.Quarantined("nobody registered this device");
            case REFUSE -> new Verdict.Refused("nobody registered this device");
        };
    }

    private static Verdict stillHeld(Standing.@Nullable Quarantine held, boolean released, boolean unregistered) {
        return held == null || released || !unregistered
                ? new Verdict.Admitted()
                : new Verdict.Quarantined(held.reason());
    }

    private static Verdict derived(Registration registration, Access access, int keyVersion) {
        if (registration.credential() != null && access.usedStored()) {
            return new Verdict.Refused("the device has a credential of its own");
        }
        return keyVersion < access.keyVersion()
                ? new Verdict.Refused("the device has used a newer version of its password")
                : new Verdict.Admitted();
    }

    private static Verdict onboardingAgain(@Nullable Device before, Arrival arrival) {
        if (!arrival.inform().has("0 BOOTSTRAP")) {
            return new Verdict.Refused(
                    "the onboarding credential is for devices without one of their own, or after a reset");
        }
        var resetSent = before == null ? null : before.standing().resetSentAt();
        if (resetSent != null && arrival.caller().at().isBefore(resetSent.plus(RESET_ANSWER))) {
            return new Verdict.Admitted();
        }
        return switch (arrival.rules().afterReset()) {
            case ACCEPT -> new Verdict.Admitted();
            case QUARANTINE -> new Verdict.Quarantined("reset: back on the onboarding credential");
            case REFUSE -> new Verdict.Refused("reset devices are not accepted");
        };
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
                        List.of(visit))
                : new Device(
                        before.id(),
                        before.identity(),
                        before.contact(),
                        before.standing().quarantined(held),
                        before.access(),
                        before.reported(),
                        before.macs(),
                        push(visit, before.visits()));
        return new Result(
                verdict,
                device,
                List.of(event(DomainEvent.Type.QUARANTINED, arrival, Map.of("reason", verdict.reason()))));
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
                push(visit(arrival), before == null ? List.of() : before.visits()));
        if (bootstrap || before != null && isOutdated(before, device, traits)) {
            device = device.withStanding(device.standing().stale(at));
        }
        return new Result(new Verdict.Admitted(), device, events(before, device, arrival));
    }

    /** Other firmware, or a ParameterKey that somebody else left: what was read no longer holds. */
    private static boolean isOutdated(Device before, Device now, ModelTraits traits) {
        if (!before.softwareVersion().equals(now.softwareVersion())) {
            return true;
        }
        var key = now.parameterKey();
        var lastKey = before.parameterKey();
        return key != null
                && lastKey != null
                && !traits.ignoresParameterKey()
                && !key.equals(lastKey)
                && !key.equals(before.standing().ourKey());
    }

    private static Access proven(Access access, Registration registration, Arrival arrival) {
        var caller = arrival.caller();
        long issued = access.nonceIssued();
        int count = access.nonceCount();
        var next = switch (caller.proof()) {
            case STORED -> new Access(access.keyVersion(), true, false, issued, count);
            case DERIVED -> new Access(caller.keyVersion(), access.usedStored(), false, issued, count);
            case ONBOARDING ->
                hasOwnCredential(registration, access) ? new Access(0, false, true, issued, count) : access;
            case NONE, CERTIFICATE, STORED_PREVIOUS -> access;
        };
        return next.withNonce(caller.nonceIssued(), caller.nonceCount());
    }

    /** What the Inform says of MACs; a serial number that looks like one says nothing where a real one is known. */
    private static List<String> toldMacs(@Nullable Device before, Arrival arrival) {
        var told = arrival.inform().macs();
        var serial = MacAddress.canonical(arrival.identity().serialNumber());
        return before == null || before.macs().isEmpty() || serial == null
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
        var suspicion = standing.duplicate();
        if (now.equals(standing.otherBox())) {
            suspicion = "seen in turn as " + describe(last) + " and as " + describe(now);
        }
        return standing.seenAs(last, suspicion);
    }

    private static String describe(Standing.Box box) {
        return "'" + box.productClass() + "'" + (box.mac().isEmpty() ? "" : " with MAC " + box.mac());
    }

    private static List<String> macs(@Nullable Device before, List<String> told) {
        var macs = new LinkedHashSet<>(told);
        if (before != null) {
            macs.addAll(before.macs());
        }
        return macs.stream().limit(MAX_MACS).toList();
    }

    /** MAC addresses kept a device. */
    private static final int MAX_MACS = 8;

    private static Map<String, Parameter> reported(@Nullable Device before, boolean bootstrap, List<Parameter> told) {
        var reported = new HashMap<String, Parameter>();
        if (before != null && !bootstrap) {
            reported.putAll(before.reported());
        }
        told.forEach(parameter -> reported.put(parameter.path(), parameter));
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

    private static List<Visit> push(Visit visit, List<Visit> older) {
        var visits = new ArrayList<Visit>(Math.min(older.size() + 1, Visit.KEPT));
        visits.add(visit);
        older.stream().limit(Visit.KEPT - 1).forEach(visits::add);
        return visits;
    }

    private static List<DomainEvent> events(@Nullable Device before, Device now, Arrival arrival) {
        var events = new ArrayList<DomainEvent>();
        if (before == null) {
            events.add(event(
                    DomainEvent.Type.FIRST_CONTACT,
                    arrival,
                    Map.of("peer", arrival.caller().peer())));
        }
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
        var suspicion = now.standing().duplicate();
        if (suspicion != null
                && (before == null || !suspicion.equals(before.standing().duplicate()))) {
            events.add(event(DomainEvent.Type.DUPLICATE_SUSPECTED, arrival, Map.of("why", suspicion)));
        }
        return events;
    }

    private static DomainEvent event(DomainEvent.Type type, Arrival arrival, Map<String, String> detail) {
        return new DomainEvent(type, arrival.device(), arrival.caller().at(), detail);
    }
}

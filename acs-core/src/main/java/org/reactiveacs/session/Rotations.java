package org.reactiveacs.session;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Compliance;
import org.reactiveacs.device.Compliance.Entry;
import org.reactiveacs.device.Compliance.Kind;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.Registration;
import org.reactiveacs.policy.alias.Aliases;
import org.reactiveacs.policy.desired.Seen;

/**
 * The passwords that policies have devices given, derived for each, and that are rotated: whether a device has taken its newest, and when it is to have
 * others. Policies see to the rest, for what they want is another value then. Pure.
 */
public final class Rotations {
    /** What the passwords are called that are rotated, as expressions know them, and the aliases of the parameters that hold them. */
    private static final Map<String, String> PARAMETERS =
            Map.of("connreq", "connreq.password", "cwmp", "cwmp.password");

    private final Seen.Tools tools;
    private final Supplier<Aliases> aliases;
    private final Duration maxAge;

    /** @param maxAge after which a device is given others, zero for never */
    public Rotations(Seen.Tools tools, Supplier<Aliases> aliases, Duration maxAge) {
        this.tools = tools;
        this.aliases = aliases;
        this.maxAge = maxAge;
    }

    /** What of a device's passwords are rotated, beside others that are derived for it. */
    public static boolean isRotated(String purpose) {
        return PARAMETERS.containsKey(purpose);
    }

    /**
     * What policies have done, by paths, of such passwords: those of the device's newest epoch. Empty where there is none, or one that it has not taken.
     *
     * @param compliance how policies fared with the device
     */
    public Map<String, Entry> taken(Device device, Registration registration, Compliance compliance) {
        var taken = new LinkedHashMap<String, Entry>();
        for (var parameter : PARAMETERS.entrySet()) {
            var path = aliases.get().path(parameter.getValue(), device);
            var entry = path == null ? null : compliance.entry(path);
            if (path == null || entry == null) {
                continue;
            }
            var password = tools.passwords().of(device, registration).of(parameter.getKey());
            if (password == null || !tools.marks().is(entry.mark(), path, password) || !isTaken(entry, device)) {
                return Map.of();
            }
            taken.put(path, entry);
        }
        return taken;
    }

    private static boolean isTaken(Entry entry, Device device) {
        var lost = device.standing().lostAt();
        boolean isStillSet = lost == null || !entry.at().isBefore(lost);
        return isStillSet && (entry.kind() == Kind.SET || entry.kind() == Kind.PENDING && hasBooted(device, entry));
    }

    /** What a device takes with its next start it has taken once it has started. */
    private static boolean hasBooted(Device device, Entry entry) {
        var contact = device.contact();
        return contact.events().contains("1 BOOT") && contact.last().isAfter(entry.at());
    }

    /** Notes that the device has taken its newest passwords, and has it given others when it is time. */
    void look(Draft draft) {
        var registration = draft.registration();
        if (!registration.isRotating() && maxAge.isZero()) {
            return;
        }
        var taken = taken(draft.device(), registration, draft.compliance());
        if (taken.isEmpty()) {
            return;
        }
        var policy = taken.values().iterator().next().policy();
        if (registration.isRotating()) {
            taken.forEach((path, entry) -> draft.compliance(draft.compliance().with(path, set(entry, draft.now))));
            draft.rotated(policy);
        } else if (!draft.now.isBefore(due(registration, taken))) {
            draft.rotate(policy);
        }
    }

    private static Entry set(Entry entry, Instant now) {
        return entry.kind() == Kind.SET
                ? entry
                : new Entry(Kind.SET, entry.policy(), entry.mark(), entry.count(), now, 0, "");
    }

    private Instant due(Registration registration, Map<String, Entry> taken) {
        var rotation = registration.rotation();
        var since = rotation != null
                ? rotation.at()
                : taken.values().stream().map(Entry::at).min(Instant::compareTo).orElseThrow();
        return since.plus(maxAge);
    }

    /** When the device is to have others, or what comes before that; null for never. */
    @Nullable
    Instant next(Draft draft, @Nullable Instant before) {
        if (maxAge.isZero() || draft.registration().isRotating()) {
            return before;
        }
        var taken = taken(draft.device(), draft.registration(), draft.compliance());
        if (taken.isEmpty()) {
            return before;
        }
        var due = due(draft.registration(), taken);
        return before == null || due.isBefore(before) ? due : before;
    }

    /** Over what devices were compared under: another age is a reason to look at them again. */
    long under(long compared) {
        if (compared == 0 || maxAge.isZero()) {
            return compared;
        }
        long mixed = compared ^ maxAge.toSeconds();
        return mixed == 0 ? 1 : mixed;
    }
}

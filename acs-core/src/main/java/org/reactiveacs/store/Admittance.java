package org.reactiveacs.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Access;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.Registration;
import org.reactiveacs.device.Standing;

/** Who may come in: the part of {@link Reception} that judges a caller by how it proved who it is. */
final class Admittance {

    /** A BOOTSTRAP that follows a FactoryReset of ours within this time is expected. */
    static final Duration RESET_ANSWER = Duration.ofMinutes(30);

    private static final String NEWER_USED = "the device has used a newer version of its password";

    private Admittance() {}

    /**
     * Judges a caller whose proof was right.
     *
     * @param before the head as stored, null at first contact
     * @param access how the device authenticated so far
     */
    static Verdict judge(@Nullable Device before, Registration registration, Access access, Arrival arrival) {
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
        boolean ownCredential = hasOwnCredential(registration, access, arrival.rules());
        return switch (arrival.caller().proof()) {
            case NONE, CERTIFICATE -> stillHeld(held, released, unregistered);
            case STORED ->
                isOutdated(arrival.caller().keyVersion(), access)
                        ? new Verdict.Refused(NEWER_USED)
                        : new Verdict.Admitted();
            case STORED_PREVIOUS ->
                hasUsedNewer(registration, access, arrival.caller())
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

    /** What devices shared at another server, too, is none of their own. */
    private static boolean hasOwnCredential(Registration registration, Access access, Arrival.Rules rules) {
        var previous = registration.previous();
        return registration.credential() != null
                || previous != null && !previous.equals(rules.onboarding())
                || access.keyVersion() > 0;
    }

    /** What a device had at another server is replaced by the derived password, unless an operator gave it a credential. */
    private static boolean hasUsedNewer(Registration registration, Access access, Arrival.Caller caller) {
        boolean isDerived = caller.keyVersion() > 0;
        return access.usedStored() || !isDerived && registration.credential() == null && access.keyVersion() > 0;
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
        boolean hasRotated = registration.provesByRotated() && access.usedStored();
        return hasRotated || keyVersion < access.keyVersion()
                ? new Verdict.Refused(NEWER_USED)
                : new Verdict.Admitted();
    }

    /** Whether a derived password is of a key before the one that the device has used; 0 for one that is not derived. */
    private static boolean isOutdated(int keyVersion, Access access) {
        return keyVersion > 0 && keyVersion < access.keyVersion();
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

    /** How the device authenticates from now on, since it came in. */
    static Access proven(Access access, Registration registration, Arrival arrival) {
        var caller = arrival.caller();
        long issued = access.nonceIssued();
        int count = access.nonceCount();
        var next = switch (caller.proof()) {
            case STORED -> new Access(Math.max(access.keyVersion(), caller.keyVersion()), true, false, issued, count);
            case DERIVED -> new Access(caller.keyVersion(), access.usedStored(), false, issued, count);
            case ONBOARDING ->
                hasOwnCredential(registration, access, arrival.rules())
                        ? new Access(0, false, true, issued, count)
                        : access;
            case NONE, CERTIFICATE, STORED_PREVIOUS -> access;
        };
        return next.withNonce(caller.nonceIssued(), caller.nonceCount());
    }
}

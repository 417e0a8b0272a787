package org.reactiveacs.store;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Credential;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Identity;
import org.reactiveacs.device.Parameter;

/**
 * An authenticated Inform, as a store sees it.
 *
 * @param operation unique a call: a repeat gives the recorded result
 * @param session the key of the session to open
 * @param device whose
 * @param identity who it says it is
 * @param caller how and from where it called
 * @param inform what the Inform told
 * @param rules what the configuration says of such callers
 * @param opening stands for the session until its first commit
 */
public record Arrival(
        String operation,
        SessionKey session,
        DeviceId device,
        Identity identity,
        Caller caller,
        Facts inform,
        Rules rules,
        StoredSession opening) {

    /**
     * How and from where.
     *
     * @param at when
     * @param peer the CPE's address
     * @param proof how it proved who it is
     * @param keyVersion the version of the key that the password it used is derived from, 0 for other proofs
     * @param nonceIssued when the nonce of its digest was issued, milliseconds since the epoch; 0 without a digest
     * @param nonceCount the nonce count (nc); 0 without
     */
    public record Caller(Instant at, String peer, Proof proof, int keyVersion, long nonceIssued, int nonceCount) {}

    /** How a CPE proved who it is. */
    public enum Proof {
        /** Not at all: the configuration asks for none. */
        NONE,
        /** The credential that all devices share until they have their own. */
        ONBOARDING,
        /** The password derived from the key ring, as it was at first. */
        DERIVED,
        /** The credential an operator gave it; where none did, the derived password after it was rotated. */
        STORED,
        /** The one that {@link #STORED} replaces, or that the device had at another server. */
        STORED_PREVIOUS,
        /** A client certificate. */
        CERTIFICATE
    }

    /**
     * What the Inform told.
     *
     * @param events event codes, as {@code 2 PERIODIC}
     * @param retryCount how often the CPE tried before
     * @param parameters the ParameterList
     * @param macs MAC addresses found in it
     * @param quirks labels of the deviations that were tolerated
     */
    public record Facts(
            List<String> events, int retryCount, List<Parameter> parameters, List<String> macs, Set<String> quirks) {
        public boolean has(String event) {
            return events.contains(event);
        }
    }

    /**
     * What the configuration says of callers who are not simply known.
     *
     * @param silence for when a device that is let in is looked at
     * @param onboarding the credential that devices share until they have their own, null when there is none
     */
    public record Rules(
            Unknown unknown,
            AfterReset afterReset,
            SilenceRules silence,
            @Nullable Credential onboarding) {
        public Rules(Unknown unknown, AfterReset afterReset) {
            this(unknown, afterReset, SilenceRules.DEFAULT, null);
        }
    }

    /** What a device gets that nobody registered and that never called. */
    public enum Unknown {
        ACCEPT,
        QUARANTINE,
        REFUSE
    }

    /** What a device with a credential of its own gets when it is back on the onboarding one after a reset. */
    public enum AfterReset {
        QUARANTINE,
        ACCEPT,
        REFUSE
    }
}

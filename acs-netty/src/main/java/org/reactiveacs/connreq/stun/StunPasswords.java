package org.reactiveacs.connreq.stun;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.auth.DerivedPasswords;
import org.reactiveacs.connreq.stun.StunIntegrity.Style;
import org.reactiveacs.device.Credential;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.store.BindingKey;

/** The passwords under which devices prove who they are to the STUN server. Thread-safe. */
final class StunPasswords {
    private final DerivedPasswords derived;
    private final @Nullable Credential common;

    /**
     * @param derived of devices, whose STUN username is their id
     * @param common what all devices know, null if there is none
     */
    StunPasswords(DerivedPasswords derived, @Nullable Credential common) {
        this.derived = derived;
        this.common = common;
    }

    /**
     * How a device has proven itself.
     *
     * @param name whose password it was, null for the one that all devices know
     * @param password in whose style the answer is proven, too
     */
    record Proof(@Nullable String name, String password, Style style) {
        @Override
        public String toString() {
            return "Proof[" + name + "]";
        }
    }

    /** Checks a request against what belongs to the username in it. */
    Optional<Proof> check(StunMessage request, String username) {
        if (common != null && isCommon(username)) {
            return StunIntegrity.proves(request, common.password())
                    .map(style -> new Proof(null, common.password(), style));
        }
        DeviceId device = BindingKey.device(username);
        for (int version : derived.versions()) {
            String password = derived.of(device.tenant() + "/" + device.value(), version);
            Optional<Style> style = StunIntegrity.proves(request, password);
            if (style.isPresent()) {
                return Optional.of(new Proof(username, password, style.get()));
            }
        }
        return Optional.empty();
    }

    /** Whether it is the username that all devices know, which is nobody's own. */
    boolean isCommon(String username) {
        return common != null && common.username().equals(username);
    }
}

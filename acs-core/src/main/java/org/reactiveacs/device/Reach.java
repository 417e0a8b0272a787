package org.reactiveacs.device;

import java.util.Locale;

/**
 * How a device was reached last, which is tried first the next time. Kept only where it is not what would be tried first anyway.
 *
 * @param way how it was asked
 * @param login which of the names and passwords that may be known for it was right: {@code device}, {@code derived N}, after a rotation
 *     {@code derived N epoch E}, or {@code common}; empty when none was asked for
 */
public record Reach(Way way, String login) {

    /** How a device is asked to call. */
    public enum Way {
        /** HTTP on the device (TR-069 A6 §3.2.2). */
        TCP,
        /** A datagram through the device's NAT (Annex G). */
        UDP,
        /** A message through an XMPP server (Annex K). */
        XMPP;

        /** As it stands in the configuration, in answers of the API and in metrics. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}

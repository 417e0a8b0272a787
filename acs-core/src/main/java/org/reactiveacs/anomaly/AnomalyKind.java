package org.reactiveacs.anomaly;

import java.util.Locale;

/** What can be wrong. */
public enum AnomalyKind {
    /** A device restarts again and again, and nobody asked it to. */
    REBOOT_LOOP,
    /** A device opens session after session, and nobody asked it to. */
    INFORM_STORM,
    /** The address of a device changes again and again. */
    FLAPPING_ADDRESS,
    /** Somebody calls as a device, and cannot prove it. */
    CREDENTIAL_FAILURES,
    /** Two boxes call as one device. */
    DUPLICATE_IDENTITY,
    /** A device has missed its periodic Informs: kept as {@link org.reactiveacs.device.Silence}, not with the others. */
    SILENT,
    /** The sessions of the whole fleet are for other reasons than they used to be. */
    EVENT_MIX;

    /** As meters call it, such as {@code reboot-loop}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

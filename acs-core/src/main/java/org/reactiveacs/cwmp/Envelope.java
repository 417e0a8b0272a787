package org.reactiveacs.cwmp;

import java.util.Set;

/**
 * A message with what surrounds it.
 *
 * @param version by namespace, and by the headers that only later versions have
 * @param header never null, {@link Header#NONE} when there was none
 * @param message the one message
 * @param quirks what was mended or tolerated while reading; not written
 */
public record Envelope(CwmpVersion version, Header header, CwmpMessage message, Set<Quirk> quirks) {

    public Envelope {
        quirks = Set.copyOf(quirks);
    }

    /** An envelope to be written. */
    public static Envelope of(CwmpVersion version, Header header, CwmpMessage message) {
        return new Envelope(version, header, message, Set.of());
    }
}

package org.reactiveacs.connreq.stun;

import java.time.Instant;

/** How the URI of a UDP connection request is written: as TR-069 has it in Annex G.2.2.3, or as some models want it. */
enum UriForm {
    STANDARD("", false),
    WITH_SLASH("/", false),
    // Models that count in milliseconds come last: whoever has taken a ts so large takes none in seconds any more.
    IN_MILLIS("", true),
    IN_MILLIS_WITH_SLASH("/", true);

    private final String path;
    private final boolean isInMillis;

    UriForm(String path, boolean isInMillis) {
        this.path = path;
        this.isInMillis = isInMillis;
    }

    /** What stands between the address and the question mark. */
    String path() {
        return path;
    }

    /** A moment as ts. */
    long ts(Instant moment) {
        return isInMillis ? moment.toEpochMilli() : moment.getEpochSecond();
    }
}

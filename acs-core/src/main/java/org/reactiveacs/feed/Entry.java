package org.reactiveacs.feed;

import org.jspecify.annotations.Nullable;

/** What is told, and where whoever has read it stands. All who listen at a node share it. Thread-safe. */
public final class Entry {

    private final Told told;
    private final String position;
    private volatile @Nullable String json;

    Entry(Told told, String position) {
        this.told = told;
        this.position = position;
    }

    public Told told() {
        return told;
    }

    /** After it, as text. */
    public String position() {
        return position;
    }

    /** It in JSON, written once for all who want it. */
    public String json() {
        var written = json;
        if (written == null) {
            written = EventJson.write(told);
            json = written;
        }
        return written;
    }

    @Override
    public String toString() {
        return EventJson.id(told) + " " + EventJson.type(told);
    }
}

package org.reactiveacs.subscription;

import java.time.Instant;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.feed.Position;

/**
 * Another system that events are delivered to.
 *
 * @param id it goes by
 * @param version grows with each change
 * @param at when it was written last
 * @param by who wrote it
 * @param terms what it is about
 * @param start behind which it begins
 * @param replay dead letters up to this one's id are to be delivered again, empty if none are
 */
public record EventSubscription(
        String id, long version, Instant at, String by, Terms terms, Position start, String replay) {

    /** Whose holder does what is to be done once. */
    public int partition() {
        return Partitions.of(id);
    }

    public EventSubscription with(Terms next, Instant now, String who) {
        return new EventSubscription(id, version, now, who, next, start, replay);
    }

    public EventSubscription replaying(String upTo, Instant now, String who) {
        return new EventSubscription(id, version, now, who, terms, start, upTo);
    }
}

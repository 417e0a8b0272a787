package org.reactiveacs.device;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What operators say of a device. Sessions read it and never write it.
 *
 * @param at when it was first registered, null when no operator ever did
 * @param tags in no order that means anything
 * @param credential the device's own, null when its password is derived (or the onboarding one)
 * @param previous the credential that {@code credential} replaces: good until the device has used the new one
 * @param releasedAt when an operator last let it out of quarantine, null if never
 */
public record Registration(
        @Nullable Instant at,
        Set<String> tags,
        @Nullable Credential credential,
        @Nullable Credential previous,
        @Nullable Instant releasedAt) {

    public static final Registration NONE = new Registration(null, Set.of(), null, null, null);

    public Registration {
        tags = java.util.Collections.unmodifiableSet(new TreeSet<>(tags));
    }

    public Registration registered(Instant when) {
        return at != null ? this : new Registration(when, tags, credential, previous, releasedAt);
    }

    public Registration tagged(String tag) {
        var more = new TreeSet<>(tags);
        more.add(tag);
        return new Registration(at, more, credential, previous, releasedAt);
    }

    public Registration untagged(String tag) {
        var fewer = new TreeSet<>(tags);
        fewer.remove(tag);
        return new Registration(at, fewer, credential, previous, releasedAt);
    }

    public Registration withCredential(Credential own) {
        return new Registration(at, tags, own, credential != null ? credential : previous, releasedAt);
    }

    public Registration released(Instant when) {
        return new Registration(at, tags, credential, previous, when);
    }

    /** The new credential was used: the old one is no longer good. */
    public Registration settled() {
        return new Registration(at, tags, credential, null, releasedAt);
    }
}

package org.reactiveacs.metrics;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What keeps work in the background from going on that is tried again and again: operators are told of it once, and again when it has become
 * another or came back. Thread-safe.
 */
public final class Hindrances {

    private final Map<String, String> reasons = new ConcurrentHashMap<>();

    /**
     * Whether operators have not been told yet.
     *
     * @param work that cannot go on
     * @param reason why, null if nothing says so
     */
    public boolean isNews(String work, @Nullable String reason) {
        var text = reason == null ? "" : reason;
        return !text.equals(reasons.put(work, text));
    }

    /**
     * Work goes on.
     *
     * @return whether operators have been told that it does not
     */
    public boolean gone(String work) {
        return reasons.remove(work) != null;
    }

    /** Forgets all other work: it is over. */
    public void retain(Set<String> works) {
        reasons.keySet().retainAll(works);
    }
}
